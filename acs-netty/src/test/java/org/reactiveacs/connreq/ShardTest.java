package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Wake.Urgency;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;
import reactor.core.publisher.Mono;

class ShardTest {
    private static final DeviceId A = DeviceId.of("00D09E-A");
    private static final DeviceId B = DeviceId.of("00D09E-B");
    private static final DeviceId C = DeviceId.of("00D09E-C");
    private static final Instant ORDERED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Answer NO = new Answer(Answer.Kind.REFUSED, "no");
    private static final Answer GONE = new Answer(Answer.Kind.UNREACHABLE, "gone");

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Devices devices = new Devices();
    private final Room headroom = new Room();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** As much room as the test says. */
    private static final class Room implements Headroom {
        volatile boolean isShut;
        volatile boolean isCrowded;
        volatile long refusals;

        @Override
        public boolean isShut() {
            return isShut;
        }

        @Override
        public boolean hasRoom() {
            return !isCrowded;
        }

        @Override
        public long refusals() {
            return refusals;
        }
    }

    /** Devices of which the test says what they answer: by HTTP all of them, by datagram those of the test's choice. */
    private static final class Devices implements Phonebook {
        final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
        final ConcurrentHashMap<DeviceId, Boolean> called = new ConcurrentHashMap<>();
        final ConcurrentHashMap<DeviceId, Reach> reaches = new ConcurrentHashMap<>();
        final ConcurrentHashMap<DeviceId, Instant> lastCalls = new ConcurrentHashMap<>();
        final ConcurrentHashMap<DeviceId, InetAddress> addresses = new ConcurrentHashMap<>();
        final Set<DeviceId> unknown = ConcurrentHashMap.newKeySet();
        final Set<DeviceId> withDatagrams = ConcurrentHashMap.newKeySet();

        /** One that is being asked. */
        record Asked(DeviceId device, Reach.Way way, EventLoop loop, Consumer<Answer> told) {
            void answers(Answer answer) {
                loop.execute(() -> told.accept(answer));
            }
        }

        /** A way by which the test answers. */
        record Scripted(Devices devices, Reach.Way way, Duration patience) implements Route {
            @Override
            public boolean isOffered(Contact contact) {
                return way == Reach.Way.TCP || devices.withDatagrams.contains(contact.device());
            }

            @Override
            public void locate(Contact contact, EventLoop loop, Consumer<Place> found) {
                found.accept(new Place.At(
                        way == Reach.Way.TCP ? devices.addresses.get(contact.device()) : null,
                        told -> devices.asked.add(new Asked(contact.device(), way, loop, told))));
            }
        }

        @Override
        public void find(DeviceId device, EventLoop loop, Consumer<Found> told) {
            var login = new Contact.Login("derived 1", new Credential("u", "p"));
            var contact = new Contact(
                    device,
                    null,
                    "http://x/",
                    "",
                    "",
                    "",
                    List.of(login),
                    Contact.Session.NONE,
                    lastCalls.getOrDefault(device, Instant.EPOCH),
                    reaches.get(device));
            loop.execute(() -> told.accept(new Found(unknown.contains(device) ? null : contact, "")));
        }

        @Override
        public void hasCalled(DeviceId device, Instant since, EventLoop loop, Consumer<Boolean> looked) {
            loop.execute(() -> looked.accept(called.getOrDefault(device, false)));
        }

        @Override
        public void reached(DeviceId device, Reach reach) {
            reaches.put(device, reach);
        }

        Asked next() throws InterruptedException {
            Asked next = asked.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a device that is asked").isNotNull();
            return next;
        }
    }

    @Test
    void aDeviceThatHasCalledSinceItWasWantedIsNotAsked() throws Exception {
        devices.lastCalls.put(A, ORDERED.plusSeconds(1));
        var shard = shard(10, 10, 1_000, 1_000);

        assertThat(result(wake(shard, A))).isEqualTo(Result.CALLED);
        assertThat(devices.asked).isEmpty();
    }

    @Test
    void aDeviceThatIsAskedForTheFirstTimeComesBeforeThoseThatDidNotAnswer() throws Exception {
        var shard = shard(10, 1, 1_000, 60_000);
        wake(shard, A);
        var first = devices.next();
        wake(shard, B);
        first.answers(GONE);
        var second = devices.next();
        assertThat(second.device()).isEqualTo(B);
        awaitWaitingAgain(shard);
        wake(shard, C);

        second.answers(new Answer(Answer.Kind.REFUSED, "no"));

        var third = devices.next();
        assertThat(third.device()).isEqualTo(C);
        third.answers(new Answer(Answer.Kind.REFUSED, "no"));
        assertThat(devices.next().device()).isEqualTo(A);
    }

    @Test
    void aDeviceThatWasAskedInVainLastTimeWaitsAndComesAfterOthers() throws Exception {
        var shard = shard(10, 1, SOON);
        askInVain(shard, A);
        wake(shard, B);
        var another = devices.next();
        var wanted = wake(shard, A);
        awaitWaitingAgain(shard);
        wake(shard, C);
        another.answers(NO);

        var second = devices.next();
        assertThat(second.device()).isEqualTo(C);
        second.answers(NO);
        var third = devices.next();
        assertThat(third.device()).isEqualTo(A);
        third.answers(Answer.accepted(""));
        shard.loop().execute(() -> shard.called(A, true));
        assertThat(result(wanted)).isEqualTo(Result.REACHED);
    }

    @Test
    void aDeviceThatWasReachedLastTimeDoesNotWaitAnyMore() throws Exception {
        var shard = shard(10, 10, LATE);
        askInVain(shard, A);
        var reached = wake(shard, A, Urgency.WAITED_FOR);
        devices.next().answers(Answer.accepted(""));
        shard.loop().execute(() -> shard.called(A, true));
        assertThat(result(reached)).isEqualTo(Result.REACHED);

        wake(shard, A);

        assertThat(devices.next().device()).isEqualTo(A);
    }

    @Test
    void aDeviceThatWaitsForItWasAskedInVainIsAskedAtOnceWhenSomebodyWaits() throws Exception {
        var shard = shard(10, 10, LATE);
        askInVain(shard, A);
        var inTurn = wake(shard, A);
        shard.loop().submit(() -> {}).sync();
        assertThat(devices.asked).isEmpty();

        var waitedFor = wake(shard, A, Urgency.WAITED_FOR);
        devices.next().answers(NO);

        assertThat(result(waitedFor)).isEqualTo(Result.REFUSED);
        assertThat(result(inTurn)).isEqualTo(Result.REFUSED);
    }

    private void askInVain(Shard shard, DeviceId device) throws Exception {
        var wanted = wake(shard, device);
        devices.next().answers(NO);
        assertThat(result(wanted)).isEqualTo(Result.REFUSED);
    }

    @Test
    void aDeviceThatSomebodyWaitsForComesBeforeOthersEvenIfItWaitsInItsTurnAlready() throws Exception {
        devices.lastCalls.put(C, ORDERED.plusSeconds(1));
        var shard = shard(10, 1, 1_000, 60_000);
        wake(shard, A);
        var first = devices.next();
        wake(shard, B);
        var inTurn = wake(shard, C);
        var waitedFor = wake(shard, C, Urgency.WAITED_FOR);
        first.answers(new Answer(Answer.Kind.REFUSED, "no"));

        var second = devices.next();
        assertThat(second.device())
                .as("although it called before somebody waited")
                .isEqualTo(C);
        second.answers(new Answer(Answer.Kind.REFUSED, "no"));
        assertThat(result(waitedFor)).isEqualTo(Result.REFUSED);
        assertThat(result(inTurn)).isEqualTo(Result.REFUSED);
        devices.next().answers(new Answer(Answer.Kind.REFUSED, "no"));
        shard.loop().submit(() -> {}).sync();
        assertThat(devices.asked).as("asked once").isEmpty();
    }

    private static void awaitWaitingAgain(Shard shard) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (shard.loop().submit(shard::waitAgain).get() == 0) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void whatOneWayFailsAtTheNextMayDo() throws Exception {
        devices.withDatagrams.add(A);
        var shard = shard(10, 10, 1_000, 10_000);
        var wanted = wake(shard, A);
        devices.next().answers(GONE);
        var asked = devices.next();
        asked.answers(Answer.SENT);
        shard.loop().execute(() -> shard.called(A, true));

        assertThat(asked.way()).isEqualTo(Reach.Way.UDP);
        assertThat(result(wanted)).isEqualTo(Result.REACHED);
        assertThat(wanted.get().way()).isEqualTo(Reach.Way.UDP);

        wake(shard, A);
        assertThat(devices.next().way())
                .as("the way that went well is the first one")
                .isEqualTo(Reach.Way.UDP);
    }

    @Test
    void whatWentWrongOnEachWayIsSaidAndWhatCannotPassIsNotTriedAgain() throws Exception {
        devices.withDatagrams.add(A);
        var shard = shard(10, 10, 50, 800);
        var wanted = wake(shard, A);
        devices.next().answers(new Answer(Answer.Kind.CREDENTIALS, "wrong password"));
        devices.next().answers(GONE);
        while (!wanted.isDone()) {
            var again = devices.asked.poll(100, TimeUnit.MILLISECONDS);
            if (again != null) {
                assertThat(again.way()).isEqualTo(Reach.Way.UDP);
                again.answers(GONE);
            }
        }

        assertThat(result(wanted)).isEqualTo(Result.CREDENTIALS);
        assertThat(wanted.get().reason()).isEqualTo("tcp: wrong password; udp: gone");
    }

    @Test
    void aWayThatBringsNoSessionIsFollowedByTheNext() throws Exception {
        devices.withDatagrams.add(A);
        var shard = shard(10, 10, 50, 10_000);
        var wanted = wake(shard, A);
        devices.next().answers(Answer.accepted(""));
        devices.next().answers(Answer.SENT);

        assertThat(result(wanted)).isEqualTo(Result.NO_SESSION);
        assertThat(wanted.get().reason())
                .isEqualTo("tcp: the device accepted the request and did not call; udp: the device was told and did not"
                        + " call");
    }

    @Test
    void theLoginThatWasRightIsKeptUnlessItIsTheUsualOne() throws Exception {
        var shard = shard(10, 10, 1_000, 1_000);
        for (var login : List.of("derived 1", "common")) {
            var wanted = wake(shard, A);
            devices.next().answers(Answer.accepted(login));
            shard.loop().execute(() -> shard.called(A, true));
            assertThat(result(wanted)).isEqualTo(Result.REACHED);
            if (login.equals("derived 1")) {
                assertThat(devices.reaches).isEmpty();
            }
        }

        assertThat(devices.reaches).containsEntry(A, new Reach(Reach.Way.TCP, "common"));
    }

    @Test
    void whoeverWantsADeviceThatIsBeingAskedJoinsIn() throws Exception {
        var shard = shard(10, 10, 1_000, 1_000);
        var first = wake(shard, A);
        var second = wake(shard, A);
        devices.next().answers(Answer.accepted(""));

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
        devices.next().answers(Answer.accepted(""));
        devices.called.put(B, true);
        var elsewhere = wake(shard, B);
        devices.next().answers(Answer.accepted(""));

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
        devices.unknown.add(B);
        var unknown = wake(shard, B);

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
    void nobodyIsAskedWhileTheNodeTakesNobody() throws Exception {
        headroom.isShut = true;
        var shard = shard(10, 10, 1_000, 1_000);
        wake(shard, A);
        assertThat(devices.asked.poll(200, TimeUnit.MILLISECONDS)).isNull();

        headroom.isShut = false;

        assertThat(devices.next().device()).isEqualTo(A);
    }

    @Test
    void whileThereIsLittleRoomOnlyThoseAreAskedForWhomSomebodyWaits() throws Exception {
        headroom.isCrowded = true;
        var shard = shard(10, 10, 1_000, 1_000);
        wake(shard, A);
        wake(shard, B, Urgency.WAITED_FOR);
        assertThat(devices.next().device()).isEqualTo(B);
        assertThat(devices.asked.poll(100, TimeUnit.MILLISECONDS)).isNull();

        headroom.isCrowded = false;

        assertThat(devices.next().device()).isEqualTo(A);
    }

    @Test
    void noMoreAreOnTheirWayThanHaveShownThatTheyCanBeServed() throws Exception {
        var shard = shard(1_000, 1_000, 60_000, 60_000);
        for (int i = 0; i < 100; i++) {
            wake(shard, DeviceId.of("00D09E-" + i));
        }
        List<DeviceId> onTheirWay = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            onTheirWay.add(accept(devices.next()));
        }
        assertThat(devices.asked.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(shard.figures()).isEqualTo(new Shard.Figures(64, 64, 0));

        shard.loop().execute(() -> shard.called(onTheirWay.get(0), true));

        assertThat(accept(devices.next())).as("for the one that came").isNotNull();
        assertThat(accept(devices.next())).as("for it was served").isNotNull();
        assertThat(devices.asked.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(shard.figures()).isEqualTo(new Shard.Figures(65, 65, 0));

        wake(shard, A, Urgency.WAITED_FOR);
        assertThat(devices.next().device())
                .as("it does not wait for the others")
                .isEqualTo(A);
    }

    private static DeviceId accept(Devices.Asked asked) {
        asked.answers(Answer.accepted(""));
        return asked.device();
    }

    @Test
    void aDeviceThatMayHaveBeenTurnedAwayIsAskedAgainAFewTimes() throws Exception {
        var shard = shard(10, 10, 50, 50);
        var wanted = wake(shard, A);
        for (int i = 1; i <= 4; i++) {
            accept(devices.next());
            shard.loop().submit(() -> {}).sync();
            headroom.refusals = i;
        }

        assertThat(result(wanted)).isEqualTo(Result.NO_SESSION);
        assertThat(wanted.get().reason()).contains("did not call, while this node had to turn devices away");
        assertThat(devices.asked).isEmpty();
    }

    @Test
    void aDeviceThatWasTurnedAwayOnceIsAskedAgainAlsoWhenNobodyIsAnyMore() throws Exception {
        var shard = shard(10, 10, 50, 50);
        var wanted = wake(shard, A);
        accept(devices.next());
        shard.loop().submit(() -> {}).sync();
        headroom.refusals = 1;
        accept(devices.next());
        accept(devices.next());

        shard.loop().execute(() -> shard.called(A, true));

        assertThat(result(wanted)).isEqualTo(Result.REACHED);
    }

    @Test
    void noMoreAreBegunWithThanMayBeInASecond() throws Exception {
        var shard = new Shard(
                loops.next(),
                new Shard.Limits(
                        100, 100, 10, TimeUnit.SECONDS.toNanos(10), LATE.toNanos(), TargetNetworks.Limits.NONE),
                devices,
                routes(10_000),
                headroom,
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

    @Test
    void aDeviceOfABusyNetworkIsPostponedAndKeepsNobodyOfAnotherWaiting() throws Exception {
        var here = InetAddress.getByName("192.0.2.1");
        devices.addresses.put(A, here);
        devices.addresses.put(B, here);
        devices.addresses.put(C, InetAddress.getByName("198.51.100.1"));
        var shard = paced(0, 1, 60_000, 500);
        wake(shard, A);
        var first = devices.next();
        var postponed = wake(shard, B);
        wake(shard, C);

        assertThat(devices.next().device()).isEqualTo(C);
        await(() -> shard.postponed() == 1, shard);
        assertThat(registry.get("acs.connection.requests.postponed").counter().count())
                .isEqualTo(1);
        // Longer than after which it would be given up, had it been asked.
        assertThat(devices.asked.poll(700, TimeUnit.MILLISECONDS)).isNull();
        assertThat(postponed).isNotDone();

        first.answers(GONE);

        var second = devices.next();
        assertThat(second.device()).isEqualTo(B);
        second.answers(GONE);
        assertThat(devices.next().device()).as("its time has only begun").isEqualTo(B);
        assertThat(postponed).isNotDone();
    }

    @Test
    void aDeviceThatIsPostponedOnItsSecondWayIsNotAskedAgainByTheFirst() throws Exception {
        devices.addresses.put(A, InetAddress.getByName("192.0.2.1"));
        devices.addresses.put(B, InetAddress.getByName("192.0.2.2"));
        devices.withDatagrams.add(B);
        devices.reaches.put(B, new Reach(Reach.Way.UDP, ""));
        var shard = paced(0, 1, 60_000, 60_000);
        wake(shard, A);
        var first = devices.next();
        wake(shard, B);
        devices.next().answers(GONE);
        await(() -> shard.postponed() == 1, shard);

        first.answers(new Answer(Answer.Kind.REFUSED, "no"));

        var second = devices.next();
        assertThat(second.device()).isEqualTo(B);
        assertThat(second.way()).isEqualTo(Reach.Way.TCP);
    }

    @Test
    void aDeviceThatSomebodyWaitsForIsTheNextOfItsNetworkAndOneThatHasCalledIsNone() throws Exception {
        for (var device : List.of(A, B, C)) {
            devices.addresses.put(device, InetAddress.getByName("192.0.2.1"));
        }
        var shard = paced(0, 1, 60_000, 60_000);
        wake(shard, A);
        var first = devices.next();
        var called = wake(shard, B);
        wake(shard, C);
        await(() -> shard.postponed() == 2, shard);
        wake(shard, C, Urgency.WAITED_FOR);
        first.answers(new Answer(Answer.Kind.REFUSED, "no"));

        var second = devices.next();
        assertThat(second.device()).isEqualTo(C);
        shard.loop().execute(() -> shard.called(B, false));
        assertThat(result(called)).isEqualTo(Result.CALLED);
        second.answers(new Answer(Answer.Kind.REFUSED, "no"));
        await(() -> shard.size() == 0, shard);
        assertThat(shard.loop().submit(shard::postponed).get()).isZero();
        assertThat(devices.asked).isEmpty();
    }

    @Test
    void aNetworkIsAskedAtItsPaceWhileTheOthersKeepTheirs() throws Exception {
        var shard = paced(10, 0, 60_000, 60_000);
        long began = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            var device = DeviceId.of("00D09E-" + i);
            devices.addresses.put(device, InetAddress.getByName(i < 20 ? "192.0.2." + i : "198.51.100." + i));
            wake(shard, device);
        }
        List<DeviceId> order = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            order.add(accept(devices.next()));
        }

        assertThat(System.nanoTime() - began)
                .as("ten at once, and ten more")
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        assertThat(order.subList(20, 30))
                .as("only those of the crowded network wait")
                .allMatch(device -> Integer.parseInt(device.value().substring(7)) < 20);
    }

    private static void await(Callable<Boolean> condition, Shard shard) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!shard.loop().submit(condition).get()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private Shard paced(double perSecond, int atOnce, int callMillis, int giveUpMillis) {
        var perNetwork = new TargetNetworks.Limits(new TargetNetwork.Prefixes(24, 48), perSecond, atOnce);
        var limits = new Shard.Limits(
                1_000, 1_000, 1_000, TimeUnit.MILLISECONDS.toNanos(giveUpMillis), LATE.toNanos(), perNetwork);
        return new Shard(loops.next(), limits, devices, routes(callMillis), headroom, new AcsMetrics(registry));
    }

    private Shard shard(int queue, int atOnce, int callMillis, int giveUpMillis) {
        return shard(queue, atOnce, callMillis, Duration.ofMillis(giveUpMillis), Duration.ofSeconds(8));
    }

    /** @param pause before one is asked again that was asked in vain, at most */
    private Shard shard(int queue, int atOnce, Duration pause) {
        return shard(queue, atOnce, 1_000, Duration.ofMinutes(1), pause);
    }

    private Shard shard(int queue, int atOnce, int callMillis, Duration giveUp, Duration pause) {
        var limits =
                new Shard.Limits(queue, atOnce, 1_000, giveUp.toNanos(), pause.toNanos(), TargetNetworks.Limits.NONE);
        return new Shard(
                loops.next(), limits, devices, routes(callMillis), headroom, new AcsMetrics(new SimpleMeterRegistry()));
    }

    private List<Route> routes(int callMillis) {
        var patience = Duration.ofMillis(callMillis);
        return List.of(
                new Devices.Scripted(devices, Reach.Way.TCP, patience),
                new Devices.Scripted(devices, Reach.Way.UDP, patience));
    }

    private static CompletableFuture<WakeOutcome> wake(Shard shard, DeviceId device) {
        return wake(shard, device, Urgency.IN_TURN);
    }

    private static CompletableFuture<WakeOutcome> wake(Shard shard, DeviceId device, Urgency urgency) {
        return Mono.<WakeOutcome>create(sink -> shard.loop().execute(() -> shard.wake(device, urgency, ORDERED, sink)))
                .toFuture();
    }

    private static Result result(CompletableFuture<WakeOutcome> outcome) throws Exception {
        return outcome.get(10, TimeUnit.SECONDS).result();
    }
}
