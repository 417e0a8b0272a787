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
        var keys = Keys.of(ids.get(0));
        return around.link()
                .run(
                        Scripts.PEEK,
                        ids.stream().map(keys::device).toList(),
                        new Args().add(withTrees ? "1" : "0").list())
                .flatMapMany(reply -> {
                    var answer = Answer.of(reply);
                    return Flux.range(0, ids.size()).concatMap(i -> candidate(ids.get(i), answer.list(i), withTrees));
                });
    }

    private Mono<KnownCandidate> candidate(DeviceId id, Answer fields, boolean withTrees) {
        var stored = around.devices().read(id, fields, 0);
        if (!stored.exists()) {
            return Mono.empty();
        }
        var record = withTrees ? fields.bytes(7) : null;
        var tree = record == null ? Mono.just(ParameterTree.EMPTY) : trees.unpack(id, record, null);
        return tree.map(of -> new KnownCandidate(stored.known(id), of, around.identity()));
    }
}
