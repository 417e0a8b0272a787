package org.reactiveacs.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Registration;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.SilenceJudge;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.SubscriberStore;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.SealedDocuments;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** The embedded store, put together: opens the file, checks what is fixed, builds the indexes, starts the writer. */
public final class EmbeddedStore implements Store {

    private static final String FILE = "acs.mv";

    private static final int PAGE_BYTES = 4096;

    private final MVStore file;
    private final UnitWriter writer;
    private final Records records;
    private final Readers readers;
    private final Readers searches;
    private final EmbeddedSessionStore sessions;
    private final EmbeddedDeviceStore devices;
    private final EmbeddedTaskStore tasks;
    private final EmbeddedDocuments documents;
    private final SealedDocuments sealedDocuments;
    private final EmbeddedLibrary library;
    private final EmbeddedSubscribers subscribers;
    private final EmbeddedFormats formats;
    private final EmbeddedOutbox outbox;
    private final HeapBindings bindings = new HeapBindings();

    private EmbeddedStore(MVStore file, Settings settings, Mail mail) {
        this.file = file;
        var seal = new Seal(settings.keys());
        var maps = new Maps(file, seal);
        fix(maps, "partitions", Integer.toString(Partitions.COUNT));
        fix(maps, "identity", settings.identity().name());
        fixKeys(maps, settings.keys());
        maps.renewSeals(seal);
        this.records = new Records(
                maps,
                new FleetIndex(settings.identity()),
                new OpenTasks(),
                new OpenSessions(),
                new Schemas(maps),
                new Traits(maps),
                new SilentDevices(maps.silences),
                new SilenceLooks(),
                new Ledger(maps));
        index();
        this.writer = new UnitWriter(maps);
        this.readers = new Readers("acs-store-reader");
        this.searches = new Readers("acs-store-search");
        this.devices = new EmbeddedDeviceStore(writer, maps, records, readers, searches);
        this.sessions = new EmbeddedSessionStore(writer, maps, records, mail, readers, devices);
        this.tasks = new EmbeddedTaskStore(writer, maps, records, mail, readers);
        this.documents = new EmbeddedDocuments(writer, maps, readers);
        this.sealedDocuments = new SealedDocuments(documents, seal);
        this.library = new EmbeddedLibrary(writer, maps, records.ledger(), readers);
        this.subscribers = new EmbeddedSubscribers(writer, maps, records.ledger(), readers);
        this.formats = new EmbeddedFormats(writer, maps, records.ledger());
        this.outbox = new EmbeddedOutbox(writer, records.ledger(), readers);
    }

    /**
     * What a store is opened with.
     *
     * @param directory where its file is, made if missing
     * @param identity must be as it was when the store was created
     * @param keys must be the ring that the store was created with, perhaps rotated since; null to leave it unchecked and
     *     what holds passwords unsealed
     */
    public record Settings(
            Path directory,
            IdentityScheme identity,
            @Nullable KeyRing keys) {}

    /**
     * Opens the store.
     *
     * @throws StoreException if it cannot be: the message says why
     */
    public static EmbeddedStore open(Settings settings, Mail mail) {
        try {
            Files.createDirectories(settings.directory());
        } catch (IOException e) {
            throw new StoreException("cannot make the directory " + settings.directory() + ": " + e, e);
        }
        var path = settings.directory().resolve(FILE);
        MVStore file;
        try {
            file = new MVStore.Builder()
                    .fileName(path.toString())
                    .autoCommitDisabled()
                    .pageSplitSize(PAGE_BYTES)
                    .cacheSize(64)
                    .open();
        } catch (MVStoreException e) {
            throw new StoreException("cannot open " + path + ": " + e.getMessage(), e);
        }
        try {
            return new EmbeddedStore(file, settings, mail);
        } catch (RuntimeException e) {
            file.closeImmediately();
            throw e;
        }
    }

    private static void fix(Maps maps, String what, String value) {
        var stored = maps.meta.get(what);
        if (stored == null) {
            maps.meta.put(what, value.getBytes(StandardCharsets.UTF_8));
        } else if (!new String(stored, StandardCharsets.UTF_8).equals(value)) {
            throw new StoreException("the store was created with " + what + " "
                    + new String(stored, StandardCharsets.UTF_8) + " and is opened with " + value);
        }
    }

    private static void fixKeys(Maps maps, @Nullable KeyRing keys) {
        if (keys == null) {
            return;
        }
        var stored = maps.meta.get("key ring");
        if (stored != null && !keys.agreesWith(new String(stored, StandardCharsets.UTF_8))) {
            throw new StoreException("the store belongs to key ring " + new String(stored, StandardCharsets.UTF_8)
                    + ", not to " + keys.fingerprint());
        }
        maps.meta.put("key ring", keys.fingerprint().getBytes(StandardCharsets.UTF_8));
    }

    private void index() {
        if (records.maps().meta.putIfAbsent("schemas counted", new byte[] {1}) == null) {
            records.schemas().countAll();
        }
        var maps = records.maps();
        maps.registrations.forEach("", (key, bytes) -> {
            var registration = TaskCodec.decodeRecord(bytes, Registration.class);
            records.index().put(Maps.device(key), null, registration);
        });
        for (var bytes : maps.allHeads()) {
            var head = DeviceCodec.decode(bytes);
            records.index().put(head.id(), head, records.registration(head.id()));
            // A device that another server knew is waited for from its first call on.
            boolean hasCalled = !head.visits().isEmpty();
            if (hasCalled && records.silent().get(head.id()) == null) {
                records.looks().put(head.id(), SilenceJudge.firstLook(head, SilenceRules.DEFAULT));
            }
        }
        // The sessions that worked on tasks ended with the process that held them.
        maps.tasks.forEach(
                "", (key, bytes) -> records.tasks().put(TaskCodec.decode(bytes).abandoned()));
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public Documents documents() {
        return documents;
    }

    @Override
    public Documents sealedDocuments() {
        return sealedDocuments;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public DeviceStore devices() {
        return devices;
    }

    @Override
    public TaskStore tasks() {
        return tasks;
    }

    @Override
    public BindingStore bindings() {
        return bindings;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Mono<List<AuditEntry>> audit(long after, int limit) {
        return readers.read(() -> records.ledger().audit(after, limit));
    }

    @Override
    public Mono<Counters> counters() {
        return readers.read(() -> new Counters(
                records.index().size(),
                records.index()
                        .all()
                        .filter(entry -> entry.lastInform() != null)
                        .count(),
                records.silent().count(),
                records.tasks().count(),
                records.sessions().count()));
    }

    @Override
    public Mono<Population> population(int partition) {
        return Mono.fromSupplier(() -> {
            var counts = records.index().counts();
            return new Population(
                    counts.known(partition),
                    counts.called(partition),
                    records.silent().count(partition),
                    records.tasks().count(partition));
        });
    }

    @Override
    public Mono<List<ModelCount>> models(int partition, int most) {
        return Mono.fromSupplier(() -> records.index().counts().models().of(partition, most));
    }

    @Override
    public Mono<PolicyStates> policies(int partition) {
        return Mono.fromSupplier(() -> records.index().counts().policies().of(partition));
    }

    @Override
    public Mono<Integer> collectSchemas() {
        return writer.submit(records.schemas()::sweep);
    }

    /** Schemas that are kept now. */
    int schemas() {
        return records.maps().schemas.size();
    }

    /** Idempotency keys that are kept now. */
    int idempotencyKeys() {
        return records.maps().idempotency.size();
    }

    @Override
    public Formats formats() {
        return formats;
    }

    /** The file is not parted: the first partition stands for all. */
    @Override
    public Mono<Integer> renew(int partition, Instant now) {
        return partition == 0 && !formats.state().isSettled() ? formats.renew() : Mono.just(0);
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isReady() {
        return writer.isWorking();
    }

    @Override
    public void close() {
        writer.close();
        searches.close();
        readers.close();
        try {
            file.close();
        } catch (MVStoreException e) {
            throw new UncheckedIOException(new IOException("closing the store failed", e));
        }
    }
}
