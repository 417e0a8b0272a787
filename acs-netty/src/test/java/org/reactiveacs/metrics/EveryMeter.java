package org.reactiveacs.metrics;

import java.time.Duration;
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

    private EveryMeter() {}

    static void appearsIn(AcsMetrics metrics) {
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
        metrics.silentDevices(() -> 5);
        metrics.policyDevices("in-sync", () -> 70);
        metrics.policyDevices("conflict", () -> 2);
        metrics.policyOutcome("refused");
        metrics.hook("answered", Duration.ofMillis(3));
        metrics.hooksPaused(() -> 1);
        metrics.captured(true);
        metrics.spans("sent", 3);
        metrics.delivery("delivered", Duration.ofMillis(4));
        metrics.subscriptionEvents("dead-lettered", 5);
        metrics.subscriptionLag(() -> 11);
        metrics.eventStreams(() -> 12);
    }
}
