package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.filter.KnownCandidate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads many devices, some of one partition at a time. */
final class DeviceBatch {

    /** Devices read by one script. */
    private static final int TOGETHER = 32;

    /** Scripts under way at once. */
    private static final int PARALLEL = 16;

    private final Around around;
    private final Trees trees;

    DeviceBatch(Around around, Trees trees) {
        this.around = around;
        this.trees = trees;
    }

    /** The devices that are there, by id; with their trees if those are wanted. */
    Mono<Map<DeviceId, KnownCandidate>> read(Collection<DeviceId> ids, boolean withTrees) {
        Map<Integer, List<DeviceId>> byPartition = new TreeMap<>();
        ids.forEach(id -> byPartition
                .computeIfAbsent(Partitions.of(id), partition -> new ArrayList<>())
                .add(id));
        return Flux.fromIterable(byPartition.values())
                .concatMap(of -> Flux.fromIterable(of).buffer(TOGETHER))
                .flatMap(some -> peek(some, withTrees), PARALLEL)
                .collectMap(candidate -> candidate.known().id());
    }

    private Flux<KnownCandidate> peek(List<DeviceId> ids, boolean withTrees) {
        return Peeked.read(around, ids, withTrees)
                .zipWithIterable(ids, (fields, id) -> Peeked.of(around, id, fields))
                .concatMap(this::candidate);
    }

    private Mono<KnownCandidate> candidate(Peeked device) {
        if (!device.stored().exists()) {
            return Mono.empty();
        }
        var record = device.tree();
        var tree = record == null ? Mono.just(ParameterTree.EMPTY) : trees.unpack(device.id(), record, null);
        return tree.map(of -> new KnownCandidate(device.known(), of, around.identity()));
    }
}
