package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Registration;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.RegistrationChanges;
import org.reactiveacs.store.Takeover;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** Devices of the embedded store. */
final class EmbeddedDeviceStore implements DeviceStore {

    private final UnitWriter writer;
    private final Maps maps;
    private final Records records;
    private final Search search;
    private final Readers readers;
    private final Readers searches;
    private final Takeovers takeovers;

    EmbeddedDeviceStore(UnitWriter writer, Maps maps, Records records, Readers readers, Readers searches) {
        this.writer = writer;
        this.maps = maps;
        this.records = records;
        this.search = new Search(records);
        this.readers = readers;
        this.searches = searches;
        this.takeovers = new Takeovers(writer, records, readers);
    }

    @Override
    public Mono<KnownDevice> find(DeviceId device) {
        return readers.read(() -> records.find(device));
    }

    @Override
    public Mono<Registration> registration(DeviceId device) {
        return readers.read(() -> records.registration(device));
    }

    @Override
    public Mono<Page> search(DeviceQuery query) {
        return searches.read(() -> search.page(query));
    }

    @Override
    public Mono<KnownDevice> change(DeviceId device, List<Change> changes, Write write) {
        return writer.submit(plan -> {
            plan.durable();
            if (records.ledger().resultOf(write.operation()) instanceof KnownDevice recorded) {
                return recorded;
            }
            return changed(device, changes, write, plan);
        });
    }

    private @Nullable KnownDevice changed(DeviceId device, List<Change> changes, Write write, UnitWriter.Plan plan) {
        var known = records.find(device);
        boolean registers = changes.stream().anyMatch(Change.Register.class::isInstance);
        if (known == null && !registers) {
            return null;
        }
        var head = maps.head(device);
        var words = new ArrayList<String>();
        var before = records.registration(device);
        var registration = RegistrationChanges.apply(changes, before, write, words);
        if (head != null && RegistrationChanges.asksForProof(changes, before, registration)) {
            // The new credential is to be proven again; until then the one it replaces stays good.
            var access = head.access();
            head = head.withAccess(new Access(
                    access.keyVersion(), false, access.resetAccepted(), access.nonceIssued(), access.nonceCount()));
            records.putHead(head, registration, plan);
        }
        records.putRegistration(device, head, registration, plan);
        boolean isRetired = registration.retirement() != null;
        if (isRetired) {
            plan.add(() -> {
                records.silent().remove(device);
                records.looks().remove(device);
            });
        }
        records.ledger().audit(write, "device changed", device, String.join(", ", words), plan);
        records.ledger()
                .append(List.of(RegistrationChanges.event(device, known == null, before, registration, write)), plan);
        var silence = isRetired ? null : records.silent().get(device);
        var result = new KnownDevice(device, head, registration, silence, records.reach(device));
        records.ledger().remember(write.operation(), result, plan);
        return result;
    }

    @Override
    public Mono<Takeover> bring(Brought brought, Write write) {
        return takeovers.bring(brought, write);
    }

    @Override
    public Mono<Void> reached(DeviceId device, @Nullable Reach reach) {
        return writer.submit(plan -> {
            var key = Maps.key(device);
            if (reach == null) {
                plan.add(() -> maps.reaches.remove(key));
            } else if (records.index().get(device) != null) {
                var record = TaskCodec.encodeRecord(reach);
                plan.add(() -> maps.reaches.put(key, record));
            }
            return null;
        });
    }

    @Override
    public Mono<Boolean> delete(DeviceId device, Write write) {
        return writer.submit(plan -> {
            plan.durable();
            if (records.ledger().resultOf(write.operation()) instanceof Boolean recorded) {
                return recorded;
            }
            boolean there = records.index().get(device) != null;
            if (there) {
                forget(device, plan);
                records.ledger().audit(write, "device deleted", device, "", plan);
                records.ledger()
                        .append(
                                List.of(new DomainEvent(
                                        DomainEvent.Type.DEVICE_DELETED, device, write.at(), java.util.Map.of())),
                                plan);
            }
            records.ledger().remember(write.operation(), there, plan);
            return there;
        });
    }

    private void forget(DeviceId device, UnitWriter.Plan plan) {
        var session = records.sessions().of(device);
        var tree = maps.trees.record(Maps.key(device));
        plan.add(() -> {
            if (tree != null) {
                records.schemas().release(tree);
            }
            if (session != null) {
                records.sessions().remove(session);
            }
            maps.removeHead(device);
            records.silent().remove(device);
            records.looks().remove(device);
            maps.registrations.remove(Maps.key(device));
            maps.trees.remove(Maps.key(device));
            maps.reaches.remove(Maps.key(device));
            maps.compliances.remove(Maps.key(device));
            var prefix = Maps.key(device) + ' ';
            var keys = new ArrayList<String>();
            maps.tasks.forEach(prefix, (key, bytes) -> keys.add(key));
            keys.forEach(maps.tasks::remove);
            records.tasks().removeAll(device);
            records.index().remove(device);
        });
    }
}
