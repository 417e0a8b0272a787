package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;

class TargetNetworksTest {
    private static final TargetNetwork.Prefixes PREFIXES = new TargetNetwork.Prefixes(24, 48);
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.1";

    private long now = TimeUnit.DAYS.toNanos(1);
    private int made;

    @Test
    void devicesBeyondThePaceOfTheirNetworkHaveTheirTurnsLaterInTheirOrder() {
        var networks = networks(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(mayAsk(networks, flight(), HERE)).isTrue();
        }
        var late = flight();
        var later = flight();
        assertThat(mayAsk(networks, late, HERE)).isFalse();
        assertThat(mayAsk(networks, later, "192.0.2.99")).isFalse();

        assertThat(networks.next(true, now)).isNull();
        passMillis(99);
        assertThat(networks.next(true, now)).isNull();
        passMillis(2);
        assertThat(networks.next(true, now)).isSameAs(late);
        assertThat(networks.next(true, now)).isNull();
        passMillis(100);
        assertThat(networks.next(true, now)).isSameAs(later);
        assertThat(networks.waiting()).isZero();
        assertThat(mayAsk(networks, later, HERE))
                .as("it has had its turn already")
                .isTrue();
    }

    @Test
    void otherNetworksKeepTheirOwnPaceHoweverManyWaitInOne() {
        var networks = networks(1, 0);
        for (int i = 0; i < 1_000; i++) {
            mayAsk(networks, flight(), HERE);
        }
        var other = flight();
        var second = flight();

        assertThat(mayAsk(networks, other, THERE)).isTrue();
        assertThat(mayAsk(networks, second, THERE)).isFalse();
        passMillis(1_001);
        var turns = List.of(turn(networks), turn(networks));

        assertThat(turns).contains(second);
        assertThat(networks.next(true, now)).isNull();
        assertThat(networks.waiting()).isEqualTo(998);
    }

    @Test
    void soManyAreAskedAtATimeInANetwork() {
        var networks = networks(0, 2);
        var first = flight();
        mayAsk(networks, first, HERE);
        mayAsk(networks, flight(), HERE);
        var third = flight();
        assertThat(mayAsk(networks, third, HERE)).isFalse();
        assertThat(mayAsk(networks, flight(), THERE)).isTrue();
        passMillis(60_000);
        assertThat(networks.next(true, now)).isNull();

        networks.ended(first, now);

        assertThat(networks.next(true, now)).isSameAs(third);
        networks.ended(first, now);
        assertThat(mayAsk(networks, flight(), HERE)).as("its end counts once").isFalse();
    }

    @Test
    void thoseForWhomSomebodyWaitsComeFirstInTheirNetwork() {
        var networks = networks(0, 1);
        var asked = flight();
        mayAsk(networks, asked, HERE);
        var early = flight();
        var hurried = flight();
        var urgent = urgent();
        mayAsk(networks, early, HERE);
        mayAsk(networks, hurried, HERE);
        mayAsk(networks, urgent, HERE);
        hurried.hurry(Instant.EPOCH);
        assertThat(networks.hurry(hurried, now)).isTrue();
        assertThat(networks.hurry(asked, now)).as("it does not wait").isFalse();

        networks.ended(asked, now);
        assertThat(networks.next(false, now)).isSameAs(urgent);
        networks.ended(urgent, now);
        assertThat(networks.next(false, now)).isSameAs(hurried);
        networks.ended(hurried, now);
        assertThat(networks.next(false, now)).as("nobody waits for it").isNull();
        assertThat(networks.next(true, now)).isSameAs(early);
    }

    @Test
    void nobodyOvertakesThoseWhoWaitButThoseForWhomSomebodyWaits() {
        var networks = networks(1, 0);
        mayAsk(networks, flight(), HERE);
        var waits = flight();
        mayAsk(networks, waits, HERE);
        passMillis(1_001);

        assertThat(mayAsk(networks, flight(), HERE)).isFalse();
        assertThat(mayAsk(networks, urgent(), HERE)).isTrue();
        passMillis(1_001);
        assertThat(networks.next(true, now)).isSameAs(waits);
    }

    @Test
    void whoLeavesHasNoTurn() {
        var networks = networks(0, 1);
        var asked = flight();
        mayAsk(networks, asked, HERE);
        var leaves = flight();
        var stays = flight();
        mayAsk(networks, leaves, HERE);
        mayAsk(networks, stays, HERE);

        networks.leave(leaves);
        networks.leave(leaves);

        assertThat(networks.waiting()).isEqualTo(1);
        networks.ended(asked, now);
        assertThat(networks.next(true, now)).isSameAs(stays);
    }

    @Test
    void aTurnIsGivenBackWhereTheDeviceIsFoundElsewhere() {
        var networks = networks(1, 1);
        var asked = flight();
        mayAsk(networks, asked, HERE);
        var moves = flight();
        var waits = flight();
        mayAsk(networks, moves, HERE);
        mayAsk(networks, waits, HERE);
        networks.ended(asked, now);
        passMillis(1_001);
        assertThat(networks.next(true, now)).isSameAs(moves);

        assertThat(mayAsk(networks, moves, THERE)).isTrue();

        assertThat(networks.next(true, now)).as("at once").isSameAs(waits);
        assertThat(mayAsk(networks, flight(), THERE)).as("it counts there").isFalse();
    }

    @Test
    void whatIsPacedByAServerOrNotAtAllNeverWaits() {
        var networks = networks(1, 1);
        var none = new TargetNetworks(TargetNetworks.Limits.NONE);
        for (int i = 0; i < 10; i++) {
            assertThat(networks.mayAsk(flight(), null, now)).isTrue();
            assertThat(mayAsk(none, flight(), HERE)).isTrue();
        }
        assertThat(networks.size()).isZero();
        assertThat(none.size()).isZero();
    }

    @Test
    void networksInWhichNothingHappensAreForgotten() {
        var networks = networks(10, 5);
        var held = flight();
        mayAsk(networks, held, HERE);
        List<Flight> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            var flight = flight();
            many.add(flight);
            mayAsk(networks, flight, "10." + i / 256 + "." + i % 256 + ".1");
        }
        many.forEach(flight -> networks.ended(flight, now));
        assertThat(networks.size()).isEqualTo(5_001);

        passMillis(1_001);
        for (int i = 0; i < 5_000; i++) {
            var flight = flight();
            mayAsk(networks, flight, THERE);
            networks.ended(flight, now);
            networks.leave(flight);
        }

        assertThat(networks.size())
                .as("the one in use, and the one that is held")
                .isEqualTo(2);
    }

    private Flight turn(TargetNetworks networks) {
        var flight = networks.next(true, now);
        assertThat(flight).as("a turn").isNotNull();
        return flight;
    }

    private boolean mayAsk(TargetNetworks networks, Flight flight, String address) {
        try {
            return networks.mayAsk(flight, InetAddress.getByName(address), now);
        } catch (UnknownHostException e) {
            throw new AssertionError(address, e);
        }
    }

    private void passMillis(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static TargetNetworks networks(double perSecond, int atOnce) {
        return new TargetNetworks(new TargetNetworks.Limits(PREFIXES, perSecond, atOnce));
    }

    private Flight flight() {
        return flight(false);
    }

    private Flight urgent() {
        return flight(true);
    }

    private Flight flight(boolean isUrgent) {
        made++;
        return new Flight(DeviceId.of("00D09E-" + made), now, Instant.EPOCH, isUrgent);
    }
}
