package org.reactiveacs.tracing;

import java.net.URI;
import java.time.Duration;

/**
 * Where traces go, and how many.
 *
 * @param collector that takes them by OTLP over HTTP, the whole URL
 * @param share of sessions that are traced, from 0 to 1
 * @param queue spans that may wait to be sent
 * @param node whose they are
 * @param version of this server
 * @param pace how they are sent
 */
public record TracingSettings(URI collector, double share, int queue, String node, String version, Pace pace) {

    /**
     * How spans are sent.
     *
     * @param round after how long what has come together is sent
     * @param timeout how long the collector may take
     */
    public record Pace(Duration round, Duration timeout) {
        public static final Pace ORDINARY = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
}
