package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Silence;
import org.reactiveacs.store.Departures;
import org.reactiveacs.store.SilenceEvents;
import org.reactiveacs.store.SilenceJudge;
import org.reactiveacs.store.SilenceJudge.Finding;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.record.TaskCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at the devices of a partition whose timer is due. Informs move no timer, so mostly it is the look that moves it on;
 * a device that is silent is marked by a script, if it still is as it was judged.
 */
final class Silences {

    /** Looked at in one go; the next round takes the rest. */
    private static final int BATCH = 256;

    /** Read by one script. */
    private static final int TOGETHER = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

    private final Around around;
    private final Trees trees;
    private final Departures departures;

    Silences(Around around, Trees trees, Departures departures) {
        this.departures = departures;
        this.around = around;
        this.trees = trees;
    }

    /** When and by which rules a partition is looked at. */
    private record Look(Keys keys, Instant now, SilenceRules rules) {}

    private record Found(Peeked device, Finding finding) {}

    /** How many devices fell silent or had gone. */
    Mono<Silenced> look(int partition, Instant now, SilenceRules rules) {
        var look = new Look(Keys.of(partition), now, rules);
        return around.link()
                .ask(commands -> commands.zrangebyscore(look.keys().due(), SilenceTimer.due(now), Limit.from(BATCH)))
                .flatMapIterable(members -> members)
                .map(SilenceTimer::device)
                .buffer(TOGETHER)
                .concatMap(devices -> look(devices, look))
                .reduce(Silenced.NONE, Silenced::and);
    }

    private Mono<Silenced> look(List<DeviceId> devices, Look look) {
        return Peeked.read(around, devices, false)
                .zipWithIterable(devices)
                .concatMap(read -> found(read.getT2(), read.getT1(), look))
                .collectList()
                .flatMap(found -> moved(found, look).then(marked(found, look)));
    }

    private Mono<Found> found(DeviceId id, Answer fields, Look look) {
        return Mono.defer(() -> {
                    var device = Peeked.of(around, id, fields);
                    var finding = finding(device, null, look);
                    return finding instanceof Finding.TreeNeeded
                            ? withTree(id, look)
                            : Mono.just(new Found(device, finding));
                })
                .onErrorResume(e -> {
                    // Were its timer left where it is, nobody would look at those behind it.
                    LOG.warn("device cannot be judged device={} reason=\"{}\"", id, e.toString());
                    return postponed(id, look).then(Mono.empty());
                });
    }

    /** Head and tree at one moment. */
    private Mono<Found> withTree(DeviceId id, Look look) {
        return Peeked.read(around, id, true).flatMap(device -> {
            var record = device.tree();
            var tree = record == null ? Mono.just(ParameterTree.EMPTY) : trees.unpack(id, record, null);
            return tree.map(of -> new Found(device, finding(device, of, look)));
        });
    }

    private static Finding finding(Peeked device, @Nullable ParameterTree tree, Look look) {
        var head = device.stored().device();
        if (head == null || device.silence() != null) {
            return new Finding.Unjudged();
        }
        var finding = SilenceJudge.look(head, device.stored().registration(), tree, look.now(), look.rules());
        boolean isOver = finding instanceof Finding.Silent || finding instanceof Finding.Left;
        return isOver && device.isInSession() ? SilenceJudge.inSession(look.now()) : finding;
    }

    /** Moves the timers of those that are not silent, or takes them away; what is gone meanwhile gets none. */
    private Mono<Void> moved(List<Found> found, Look look) {
        var later = new ArrayList<ScoredValue<byte[]>>();
        var never = new ArrayList<byte[]>();
        for (var one : found) {
            var device = one.device().id();
            if (one.finding() instanceof Finding.Later at) {
                later.add(SilenceTimer.at(device, at.at()));
            } else if (one.finding() instanceof Finding.Unjudged) {
                never.add(SilenceTimer.member(device));
            }
        }
        return movedTo(later, look).then(never.isEmpty() ? Mono.empty() : dropped(never, look));
    }

    private Mono<Void> movedTo(List<ScoredValue<byte[]>> later, Look look) {
        return later.isEmpty()
                ? Mono.empty()
                : around.link()
                        .ask(commands -> commands.zadd(look.keys().due(), ZAddArgs.Builder.xx(), scored(later)))
                        .then();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of a generic type.
    private static ScoredValue<byte[]>[] scored(List<ScoredValue<byte[]>> values) {
        return values.toArray(new ScoredValue[0]);
    }

    private Mono<Void> dropped(List<byte[]> members, Look look) {
        return around.link()
                .ask(commands -> commands.zrem(look.keys().due(), members.toArray(new byte[0][])))
                .then();
    }

    private Mono<Void> postponed(DeviceId device, Look look) {
        var at = SilenceJudge.unreadable(look.now()).at();
        return movedTo(List.of(SilenceTimer.at(device, at)), look);
    }

    private Mono<Silenced> marked(List<Found> found, Look look) {
        return Flux.fromIterable(found)
                .concatMap(one -> {
                    if (one.finding() instanceof Finding.Left left) {
                        return departures.left(one.device().id(), left.task(), look.now());
                    }
                    return one.finding() instanceof Finding.Silent fell
                            ? mark(one.device(), fell.silence(), look).map(marked -> new Silenced(marked, 0))
                            : Mono.just(Silenced.NONE);
                })
                .reduce(Silenced.NONE, Silenced::and);
    }

    private Mono<Integer> mark(Peeked device, Silence silence, Look look) {
        var keys = look.keys();
        return around.link()
                .run(
                        Scripts.SILENCE,
                        List.of(keys.device(device.id()), keys.due(), keys.index(), keys.counts(), keys.outbox()),
                        new Args()
                                .add(Keys.name(device.id()))
                                .add(device.stored().revision())
                                .add(TaskCodec.encodeRecord(silence))
                                .add(TaskCodec.encodeRecord(SilenceEvents.fell(device.id(), silence, look.now())))
                                .list())
                .map(fell -> ((Long) fell).intValue());
    }
}
