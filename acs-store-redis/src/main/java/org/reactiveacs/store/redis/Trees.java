package org.reactiveacs.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.store.record.TreeCodec;
import org.reactiveacs.store.record.TreeRecord;
import org.reactiveacs.store.record.TreeSchema;
import org.reactiveacs.store.redis.link.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The packed trees of devices. Packing and unpacking take long, so threads of their own do it. Thread-safe. */
final class Trees implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trees.class);
    private static final int THREADS = 2;

    private final RedisLink link;
    private final Around around;
    private final TreeCounts counts = new TreeCounts();
    private final Scheduler packers = Schedulers.newParallel("acs-store-tree", THREADS);

    Trees(Around around) {
        this.link = around.link();
        this.around = around;
    }

    /** A tree ready to be written: the store has its schema. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Packed(String schema, byte[] record) {}

    /** Packs a tree, and brings its schema into the store if it is not there. */
    Mono<Packed> pack(DeviceId device, ParameterTree tree, ModelKey model) {
        return pack(device, tree, model, 0);
    }

    private Mono<Packed> pack(DeviceId device, ParameterTree tree, ModelKey model, int round) {
        return Mono.defer(() -> {
            var family = around.shared().family(model);
            var base = family.newest().id();
            return Mono.fromCallable(() -> family.pack(device, tree, counts.of(base)))
                    .subscribeOn(packers)
                    .flatMap(packed -> around.shared()
                            .publish(packed.schema(), model, round < Around.MAX_ROUNDS ? base : "")
                            .flatMap(published -> published
                                    ? Mono.just(sealed(device, packed))
                                    : Around.pause(round).then(pack(device, tree, model, round + 1))));
        });
    }

    private Packed sealed(DeviceId device, SchemaFamily.Packed packed) {
        var schema = packed.schema().id();
        counts.add(schema);
        var record = new TreeRecord(schema, around.seal().close(packed.bytes(), place(device)));
        return new Packed(schema, record.encode());
    }

    /**
     * Unpacks a tree; one from before its family had a dictionary is packed again, now that it is at hand.
     *
     * @param model what the device is, null to leave the tree as it is packed
     */
    Mono<ParameterTree> unpack(DeviceId device, byte[] record, @Nullable ModelKey model) {
        var sealed = TreeRecord.decode(record);
        return around.shared()
                .schema(sealed.schema())
                .publishOn(packers)
                .map(schema -> TreeCodec.unpack(around.seal().open(sealed.packed(), place(device)), schema))
                .doOnNext(tree -> {
                    if (model != null && isBetter(around.shared().family(model).newest(), record)) {
                        renew(device, record, tree, model);
                    }
                });
    }

    private static boolean isBetter(TreeSchema newest, byte[] record) {
        return newest.hasDictionary() && !newest.id().equals(TreeRecord.schemaOf(record));
    }

    private void renew(DeviceId device, byte[] record, ParameterTree tree, ModelKey model) {
        var keys = Keys.of(device);
        pack(device, tree, model)
                .flatMap(packed -> link.run(
                        Scripts.REPACK,
                        List.of(keys.device(device), keys.counts()),
                        new Args()
                                .add(record)
                                .add(packed.record())
                                .add(packed.schema())
                                .list()))
                .subscribe(done -> {}, failure -> LOG.debug("tree not packed again device={}", device, failure));
    }

    private static String place(DeviceId device) {
        return "trees/" + Keys.name(device);
    }

    @Override
    public void close() {
        packers.dispose();
    }
}
