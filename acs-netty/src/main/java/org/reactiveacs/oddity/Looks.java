package org.reactiveacs.oddity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.Sign;
import org.reactiveacs.anomaly.VisitSigns;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterTree;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Heads of devices that are worth a look, each device's newest, and the looks at them. Thread-safe. */
final class Looks {

    /** A head is some kilobytes; of a device that is not looked at now another session will come. */
    static final int MOST_WAITING = 256;

    /** In a round: when a whole fleet is odd the store is asked for no more than this. */
    static final int MOST_LOOKS = 64;

    private static final int AT_ONCE = 8;

    private final AnomalyRules rules;
    private final Reports reports;
    private final OddityTools tools;
    private final Map<DeviceId, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(Device head, boolean twoBoxes) {
        Waiting after(@Nullable Waiting before) {
            return before == null || !before.twoBoxes() ? this : new Waiting(head, true);
        }
    }

    Looks(AnomalyRules rules, Reports reports, OddityTools tools) {
        this.rules = rules;
        this.reports = reports;
        this.tools = tools;
    }

    /** @param twoBoxes whether that session has shown two boxes in turn */
    void add(Device head, boolean twoBoxes) {
        boolean isTaken = waiting.containsKey(head.id()) || waiting.size() < MOST_WAITING;
        tools.metrics().anomalySign(isTaken ? "taken" : "dropped");
        if (isTaken) {
            waiting.compute(head.id(), (id, before) -> new Waiting(head, twoBoxes).after(before));
        }
    }

    Mono<Void> round() {
        var next = new ArrayList<Waiting>();
        for (var device : List.copyOf(waiting.keySet())) {
            var one = next.size() < MOST_LOOKS ? waiting.remove(device) : null;
            if (one != null) {
                next.add(one);
            }
        }
        return Flux.fromIterable(next).flatMap(this::look, AT_ONCE).then();
    }

    private Mono<Void> look(Waiting one) {
        return odd(one.head())
                .map(signs -> one.twoBoxes() ? withBoxes(signs, one.head()) : signs)
                .flatMapIterable(signs -> signs)
                .concatMap(sign -> reports.raise(new Anomaly(
                        sign.kind(), one.head().id(), tools.now(), sign.last(), sign.count(), sign.reason())))
                .then();
    }

    /** Of many sessions the tree may say that they were ordered. */
    private Mono<List<Sign>> odd(Device head) {
        var odd = odd(head, ParameterTree.EMPTY);
        return odd.stream().noneMatch(sign -> sign.kind() == AnomalyKind.INFORM_STORM)
                ? Mono.just(odd)
                : tools.store()
                        .tree(head.id())
                        .defaultIfEmpty(ParameterTree.EMPTY)
                        .map(tree -> odd(head, tree));
    }

    private List<Sign> odd(Device head, ParameterTree tree) {
        return VisitSigns.of(head, tree, tools.now(), rules).stream()
                .filter(Sign::isOdd)
                .toList();
    }

    private List<Sign> withBoxes(List<Sign> signs, Device head) {
        var why = head.standing().duplicate();
        var boxes = new Sign(
                AnomalyKind.DUPLICATE_IDENTITY,
                rules.duplicates(),
                1,
                head.contact().last(),
                why == null ? "" : why);
        return Stream.concat(
                        Stream.of(boxes), signs.stream().filter(sign -> sign.kind() != AnomalyKind.DUPLICATE_IDENTITY))
                .toList();
    }
}
