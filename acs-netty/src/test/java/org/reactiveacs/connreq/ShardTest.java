package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;
import reactor.core.publisher.Mono;

class ShardTest {
    private static final DeviceId A = DeviceId.of("00D09E-A");
    private static final DeviceId B = DeviceId.of("00D09E-B");
    private static final DeviceId C = DeviceId.of("00D09E-C");
    private static final Answer GONE = new Answer(Answer.Kind.UNREACHABLE, "gone");

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Devices devices = new Devices();
    private volatile boolean isBusy;

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Devices of which the test says what they answer. */
    private static final class Devices implements Shard.Asking {
        final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
        final ConcurrentHashMap<DeviceId, Boolean> called = new ConcurrentHashMap<>();

        /** One that is being asked. */
        record Asked(DeviceId device, EventLoop loop, Shard.Told told) {
            void answers(@Nullable Answer answer) {
                loop.execute(() -> told.accept(answer));
            }
        }

        @Override
        public void ask(DeviceId device, EventLoop loop, Shard.Told told) {
            asked.add(new Asked(device, loop, told));
        }

        @Override
        public void hasCalled(DeviceId device, Instant since, EventLoop loop, Consumer<Boolean> looked) {
            loop.execute(() -> looked.accept(called.getOrDefault(device, false)));
        }

        Asked next() throws InterruptedException {
            Asked next = asked.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a device that is asked").isNotNull();
            return next;
        }
    }

    @Test
    void whoeverWantsADeviceThatIsBeingAskedJoinsIn() throws Exception {
        var shard = shard(10, 10, 1_000, 1_000);
        var first = wake(shard, A);
        var second = wake(shard, A);
        devices.next().answers(Answer.ACCEPTED);

        shard.loop().execute(() -> shard.called(A, true));

        assertThat(result(first)).isEqualTo(Result.REACHED);
        assertThat(result(second)).isEqualTo(Result.REACHED);
        assertThat(devices.asked).isEmpty();
        assertThat(shard.asks(A)).isFalse();
    }

    @Test
    void aDeviceThatCallsForAnotherReasonServesAsWell() throws Exception {
        var shard = shard(10, 10, 1_000, 1_000);
        var wanted = wake(shard, A);
        devices.next();
        shard.loop().execute(() -> shard.called(A, false));

        assertThat(result(wanted)).isEqualTo(Result.CALLED);
    }

    @Test
    void oneThatDoesNotCallIsSaidToUnlessAnotherNodeHasSeenIt() throws Exception {
        var shard = shard(10, 10, 50, 1_000);
        var silent = wake(shard, A);
        devices.next().answers(Answer.ACCEPTED);
        devices.called.put(B, true);
        var elsewhere = wake(shard, B);
        devices.next().answers(Answer.ACCEPTED);

        assertThat(result(silent)).isEqualTo(Result.NO_SESSION);
        assertThat(result(elsewhere)).isEqualTo(Result.CALLED);
    }

    @Test
    void oneThatDoesNotAnswerIsAskedAgainUntilItsTimeIsOver() throws Exception {
        var shard = shard(10, 10, 1_000, 1_500);
        var wanted = wake(shard, A);
        int tries = 0;
        while (!wanted.isDone()) {
            var asked = devices.asked.poll(100, TimeUnit.MILLISECONDS);
            if (asked != null) {
                asked.answers(GONE);
                tries++;
            }
        }

        assertThat(wanted.get().reason()).isEqualTo("gone");
        assertThat(result(wanted)).isEqualTo(Result.UNREACHABLE);
        assertThat(tries).isBetween(3, 6);
    }

    @Test
    void whatWillNotPassEndsItAtOnce() throws Exception {
        var shard = shard(10, 10, 1_000, 60_000);
        var wrong = wake(shard, A);
        devices.next().answers(new Answer(Answer.Kind.CREDENTIALS, "no"));
        var unknown = wake(shard, B);
        devices.next().answers(null);

        assertThat(result(wrong)).isEqualTo(Result.CREDENTIALS);
        assertThat(result(unknown)).isEqualTo(Result.UNKNOWN_DEVICE);
    }

    @Test
    void soManyAreAskedAtATimeInTheirOrderAndSoManyWait() throws Exception {
        var shard = shard(2, 1, 1_000, 1_000);
        var first = wake(shard, A);
        var second = wake(shard, B);
        var third = wake(shard, C);

        assertThat(result(third)).isEqualTo(Result.QUEUE_FULL);
        var asked = devices.next();
        assertThat(asked.device()).isEqualTo(A);
        assertThat(devices.asked).isEmpty();
        asked.answers(new Answer(Answer.Kind.REFUSED, "no"));
        assertThat(result(first)).isEqualTo(Result.REFUSED);
        assertThat(devices.next().device()).isEqualTo(B);
        assertThat(second).isNotDone();
    }

    @Test
    void nobodyIsAskedWhileTheNodeIsBusy() throws Exception {
        isBusy = true;
        var shard = shard(10, 10, 1_000, 1_000);
        wake(shard, A);
        assertThat(devices.asked.poll(200, TimeUnit.MILLISECONDS)).isNull();

        isBusy = false;

        assertThat(devices.next().device()).isEqualTo(A);
    }

    @Test
    void noMoreAreBegunWithThanMayBeInASecond() throws Exception {
        var shard = new Shard(
                loops.next(),
                new Shard.Limits(100, 100, 10, TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10)),
                devices,
                () -> isBusy,
                new AcsMetrics(new SimpleMeterRegistry()));
        long began = System.nanoTime();
        List<CompletableFuture<WakeOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            all.add(wake(shard, DeviceId.of("00D09E-" + i)));
        }
        for (int i = 0; i < 15; i++) {
            devices.next();
        }

        assertThat(System.nanoTime() - began)
                .as("ten at once, and five more")
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(450));
        assertThat(all).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void whoeverStillWaitsWhenTheServerStopsIsTold() throws Exception {
        var shard = shard(10, 1, 1_000, 1_000);
        var asked = wake(shard, A);
        var waiting = wake(shard, B);
        devices.next();
        shard.loop().execute(shard::close);

        assertThat(result(asked)).isEqualTo(Result.LOST);
        assertThat(result(waiting)).isEqualTo(Result.LOST);
        assertThat(result(wake(shard, C))).isEqualTo(Result.LOST);
    }

    private Shard shard(int queue, int atOnce, int callMillis, int giveUpMillis) {
        var limits = new Shard.Limits(
                queue,
                atOnce,
                1_000,
                TimeUnit.MILLISECONDS.toNanos(callMillis),
                TimeUnit.MILLISECONDS.toNanos(giveUpMillis));
        return new Shard(loops.next(), limits, devices, () -> isBusy, new AcsMetrics(new SimpleMeterRegistry()));
    }

    private static CompletableFuture<WakeOutcome> wake(Shard shard, DeviceId device) {
        return Mono.<WakeOutcome>create(sink -> shard.loop().execute(() -> shard.wake(device, sink)))
                .toFuture();
    }

    private static Result result(CompletableFuture<WakeOutcome> outcome) throws Exception {
        return outcome.get(10, TimeUnit.SECONDS).result();
    }
}
