package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.device.DeviceId;

class WatchesTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-A");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final LocalMail mail = new LocalMail();
    private final Watches watches = watches(LONG);

    private Watches watches(Duration linger) {
        var self = new Member("run", "node", "1", Clock.systemUTC().instant(), 1, 0);
        return new Watches(linger, LONG, new LocalMembership(self, () -> 0), mail);
    }

    @AfterEach
    void close() {
        watches.close();
    }

    private void order() {
        mail.send(new Letter.TaskAdded(DEVICE, "task"));
    }

    @Test
    void onlySessionsOfDevicesThatSomebodyWaitsForStayOpen() {
        assertThat(watches.isWanted(DEVICE)).isFalse();
        watches.watch(DEVICE);
        assertThat(watches.isWanted(DEVICE)).isTrue();
        assertThat(watches.isWanted(DeviceId.of("00D09E-B"))).isFalse();
    }

    @Test
    void whatIsOrderedEndsTheWhileEachTime() {
        watches.watch(DEVICE);
        watches.calls(DEVICE);
        for (int i = 0; i < 3; i++) {
            var stay = watches.stay(DEVICE).toFuture();
            assertThat(stay).isNotDone();
            assertThat(watches.isLingering(DEVICE)).isTrue();
            order();
            assertThat(stay).succeedsWithin(SOON);
        }
    }

    @Test
    void whatWasOrderedWhileTheSessionWasBusyIsNotMissed() {
        watches.watch(DEVICE);
        watches.calls(DEVICE);
        order();

        assertThat(watches.stay(DEVICE).toFuture()).succeedsWithin(SOON);
        assertThat(watches.stay(DEVICE).toFuture()).as("once only").isNotDone();
    }

    @Test
    void whatWasOrderedBeforeTheDeviceCalledItIsGivenAnyway() {
        watches.watch(DEVICE);
        order();
        watches.calls(DEVICE);

        assertThat(watches.stay(DEVICE).toFuture()).isNotDone();
    }

    @Test
    void theWhileEnds() {
        try (var brief = watches(Duration.ofMillis(50))) {
            brief.watch(DEVICE);
            assertThat(brief.stay(DEVICE).toFuture()).succeedsWithin(SOON);
        }
    }

    @Test
    void withoutAWhileDevicesAreAwaitedAndTheirSessionsEnd() {
        try (var none = watches(Duration.ZERO)) {
            assertThat(none.isAnybodyAwaited()).isFalse();
            none.watch(DEVICE);
            assertThat(none.isAnybodyAwaited()).isTrue();
            assertThat(none.isAwaited(DEVICE)).isTrue();
            assertThat(none.isAwaited(DeviceId.of("00D09E-B"))).isFalse();
            assertThat(none.isWanted(DEVICE)).isFalse();
        }
    }
}
