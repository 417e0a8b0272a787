package org.reactiveacs.store.redis;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what stands in an older format anew, some devices of a partition at a time. */
final class Renewal {

    /** By then all nodes know what is written, or are none any more. */
    private static final Duration UNTIL_ALL_KNOW = Duration.ofSeconds(10);

    private static final ScanArgs SOME = ScanArgs.Builder.limit(16);

    private final Around around;
    private final RedisFormats formats;
    private final Map<Integer, ScanCursor> cursors = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> renewed = new ConcurrentHashMap<>();

    Renewal(Around around) {
        this.around = around;
        this.formats = around.formats();
    }

    Mono<Integer> some(int partition, Instant now) {
        var state = formats.state();
        if (state.isSettled()
                || now.isBefore(state.since().plus(UNTIL_ALL_KNOW))
                || renewed.getOrDefault(partition, 0) == state.written()) {
            return Mono.just(0);
        }
        var cursor = cursors.getOrDefault(partition, ScanCursor.INITIAL);
        return around.link()
                .ask(commands -> commands.zscan(Keys.of(partition).seen(), cursor, SOME))
                .flatMap(found -> Flux.fromIterable(found.getValues())
                        .flatMap(member -> renew(Keys.device(Shared.text(member.getValue())), formats.written()))
                        .reduce(0, Integer::sum)
                        .flatMap(count -> found.isFinished()
                                ? end(partition, state.written()).thenReturn(count)
                                : Mono.fromSupplier(() -> {
                                    cursors.put(partition, ScanCursor.of(found.getCursor()));
                                    return count;
                                })));
    }

    private Mono<Void> end(int partition, int written) {
        return formats.renewed(partition, written).doOnSuccess(done -> {
            cursors.remove(partition);
            renewed.put(partition, written);
        });
    }

    private Mono<Integer> renew(DeviceId device, int written) {
        var key = Keys.of(device).device(device);
        return around.link()
                .ask(commands -> commands.hget(key, Shared.bytes("h")))
                .filter(head -> DeviceCodec.isOutdated(head, written))
                .flatMap(head -> around.link()
                        .run(
                                Scripts.REWRITE,
                                java.util.List.of(key),
                                new Args()
                                        .add(head)
                                        .add(DeviceCodec.encode(DeviceCodec.decode(head), written))
                                        .list()))
                .map(done -> ((Long) done).intValue())
                .defaultIfEmpty(0);
    }
}
