package org.reactiveacs.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.reactiveacs.metrics.AcsMetrics.Direction;

/** Has each of the server's own meters appear, with all of its labels, for many are not there until something happened. */
final class EveryMeter {
    private static final LoadFigures LOAD = new LoadFigures() {
        @Override
        public int messages() {
            return 4;
        }

        @Override
        public int limit() {
            return 500;
        }

        @Override
        public double lagSeconds() {
            return 0.25;
        }

        @Override
        public int waiting() {
            return 6;
        }

        @Override
        public int backlog() {
            return 1024;
        }
    };

    static final NodeInfo INFO = new NodeInfo(
            "node1",
            "1.2.3",
            "0123456789ab",
            "17.0.1",
            Instant.parse("2026-01-01T00:00:00Z"),
            "redis-cluster",
            "openssl",
            List.of("cwmp.tls", "stun"));

    private EveryMeter() {}

    static void appearsIn(MeterRegistry registry) {
        happensIn(new AcsMetrics(registry));
        fleet(new FleetMetrics(registry));
        node(new NodeMetrics(registry));
    }

    private static void fleet(FleetMetrics metrics) {
        metrics.knownDevices(() -> 90);
        metrics.onlineDevices(() -> 80);
        metrics.silentDevices(() -> 5);
        metrics.openTasks(() -> 12);
        metrics.anomalies("reboot-loop", () -> 3);
        metrics.policyDevices("in-sync", () -> 70);
        metrics.policyDevices("conflict", () -> 2);
        metrics.devicesByModel(Map.of(
                new FleetMetrics.ModelLabels("00D09E", "Router", "1.0"), 60L, FleetMetrics.ModelLabels.OTHERS, 25L));
    }

    private static void node(NodeMetrics metrics) {
        metrics.build(INFO);
        metrics.ready(HealthCheck.of("store", () -> HealthCheck.Result.down("disk full")));
        metrics.leases(() -> 250, () -> 6);
        metrics.members(() -> 3);
        metrics.clockOffset(() -> Duration.ofMillis(-1500));
        metrics.certificate("cwmp", () -> Instant.ofEpochSecond(1_800_000_000));
        metrics.sessionsLimit(20_000);
    }

    private static void happensIn(AcsMetrics metrics) {
        metrics.sessionEnded("1 BOOT", "done", Duration.ofSeconds(1));
        metrics.message("Inform", Direction.IN);
        metrics.fault(9000, Direction.IN);
        metrics.authentication("digest", "accepted");
        metrics.quirk("quoting");
        metrics.refused("overload");
        metrics.tlsHandshake(true, "TLSv1.3");
        metrics.wake("reached", "tcp", 1_000_000);
        metrics.wakesPending(() -> 7);
        metrics.wakePostponed();
        metrics.wakesUnderWay(() -> 6);
        metrics.wakesWindow(() -> 64);
        metrics.wakesWaitingForNetwork(() -> 8);
        metrics.xmpp(() -> true);
        metrics.stunRequest("answered");
        metrics.stunDatagram("sent");
        metrics.stunBindings(() -> 9);
        metrics.campaigns(state -> state.equals("paused") ? 2 : 0);
        metrics.campaignResult("failed");
        metrics.store("open", true, Duration.ofMillis(1));
        metrics.answered(Duration.ofMillis(2));
        metrics.refusing(0.5);
        metrics.acceptPaused();
        metrics.load(LOAD);
        metrics.openSessions(() -> 3);
        metrics.transfer(false, 9010);
        metrics.taskEnded("reboot", "done");
        metrics.policyOutcome("refused");
        metrics.handOvers("leaving", 1);
        metrics.hook("answered", Duration.ofMillis(3));
        metrics.hooksPaused(() -> 1);
        metrics.captured(true);
        metrics.spans("sent", 3);
        metrics.delivery("delivered", Duration.ofMillis(4));
        metrics.subscriptionEvents("dead-lettered", 5);
        metrics.callback("delivered");
        metrics.subscriptionLag(() -> 11);
        metrics.eventStreams(() -> 12);
        metrics.anomalyRaised("reboot-loop");
        metrics.anomalySign("taken");
    }
}
