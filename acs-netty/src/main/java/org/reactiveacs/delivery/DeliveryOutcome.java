package org.reactiveacs.delivery;

import java.time.Duration;
import java.time.Instant;
import org.reactiveacs.outbound.CallFailure;
import org.reactiveacs.outbound.PostClient.OversizedException;
import org.reactiveacs.outbound.PostClient.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/**
 * What came of one delivery.
 *
 * @param word for metrics
 * @param verdict what it means for the events
 * @param text for operators
 * @param pause how long the receiver wants to be left alone, zero if it does not say
 */
record DeliveryOutcome(String word, Verdict verdict, String text, Duration pause) {

    DeliveryOutcome(String word, Verdict verdict, String text) {
        this(word, verdict, text, Duration.ZERO);
    }

    /** What it means for the events. */
    enum Verdict {
        /** The receiver has them. */
        TAKEN,
        /** The receiver may take them later. */
        LATER,
        /** The receiver will never take them. */
        NEVER
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryOutcome.class);

    private static final int TOO_LATE = 408;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private static DeliveryOutcome later(String word, String text) {
        return new DeliveryOutcome(word, Verdict.LATER, text);
    }

    /** Who is too busy may say when to come again. */
    static DeliveryOutcome of(Received received, Instant now, Duration mostPause) {
        var outcome = ofStatus(received.status());
        return received.status() == TOO_MANY || received.status() == UNAVAILABLE
                ? new DeliveryOutcome(
                        outcome.word(),
                        outcome.verdict(),
                        outcome.text(),
                        RetryAfter.of(received.retryAfter(), now, mostPause))
                : outcome;
    }

    private static DeliveryOutcome ofStatus(int status) {
        if (status >= 200 && status < 300) {
            return new DeliveryOutcome("delivered", Verdict.TAKEN, "");
        }
        if (status >= 400 && status < 500 && status != TOO_LATE && status != TOO_MANY) {
            return new DeliveryOutcome("rejected", Verdict.NEVER, "answers with status " + status);
        }
        return status >= 300 && status < 400
                ? later("redirected", "sends us elsewhere (" + status + "), which is not followed")
                : later("failed", "answers with status " + status);
    }

    static DeliveryOutcome forbidden(String host) {
        return later("forbidden", "not called, for subscriptions.networks does not allow the address of " + host);
    }

    static DeliveryOutcome of(Throwable thrown, String host, DeliverySettings settings) {
        return switch (CallFailure.of(thrown)) {
            case TIMEOUT -> later("timeout", "gave no answer within " + settings.timeout());
            // What is said at such length does not matter.
            case OVERSIZED ->
                Exceptions.unwrap(thrown) instanceof OversizedException oversized
                        ? ofStatus(oversized.status())
                        : later("failed", "answers at too great length");
            case BUSY -> later("busy", "not called, for too many wait for it already");
            case FORBIDDEN -> forbidden(host);
            case UNKNOWN_HOST -> later("unreachable", "no address is known for the host " + host);
            case SILENT -> later("unreachable", host + " does not answer");
            case REFUSED -> later("unreachable", host + " refuses connections");
            case UNTRUSTED ->
                later(
                        "untrusted",
                        "TLS with " + host + " fails: its certificate may not be trusted (subscriptions.trust)");
            case BROKEN_OFF -> later("unreachable", "the connection to " + host + " broke off");
            case OURS -> ours(host, thrown);
        };
    }

    private static DeliveryOutcome ours(String host, Throwable failure) {
        LOG.error("events not delivered target={}", host, failure);
        return later("broken", "not called, for this server failed itself: its log tells more");
    }
}
