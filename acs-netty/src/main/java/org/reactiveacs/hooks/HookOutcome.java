package org.reactiveacs.hooks;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.outbound.CallFailure;
import org.reactiveacs.outbound.PostClient;
import org.reactiveacs.policy.Hook;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookWants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of one call.
 *
 * @param word for metrics
 * @param health what it says of who was called
 * @param wanted what the hook wants, nothing if it failed
 * @param failure null if it did not fail
 */
record HookOutcome(String word, Health health, HookWants wanted, HookAnswer.@Nullable Failure failure) {

    /** What a call says of who was called. */
    enum Health {
        /** Answers, be it nonsense. */
        WELL,
        /** Does not, or says itself that it is broken. */
        ILL,
        /** Was not reached at all for reasons of our own. */
        UNKNOWN
    }

    private static final Logger LOG = LoggerFactory.getLogger(HookOutcome.class);

    private static final int TOO_LATE = 408;
    private static final int TOO_MANY = 429;

    static HookOutcome failed(String word, boolean lasting, String text) {
        return new HookOutcome(word, Health.UNKNOWN, HookWants.NOTHING, new HookAnswer.Failure(lasting, text));
    }

    static HookOutcome forbidden(String host) {
        return failed("forbidden", true, "not asked, for hooks.networks does not allow the address of " + host);
    }

    private static HookOutcome ill(String word, boolean lasting, String text) {
        return new HookOutcome(word, Health.ILL, HookWants.NOTHING, new HookAnswer.Failure(lasting, text));
    }

    private static HookOutcome odd(String word, String text) {
        return new HookOutcome(word, Health.WELL, HookWants.NOTHING, new HookAnswer.Failure(true, text));
    }

    static HookOutcome of(PostClient.Received received, AnswerReader reader) {
        int status = received.status();
        if (status >= 200 && status < 300) {
            try {
                return new HookOutcome("answered", Health.WELL, reader.read(received.body()), null);
            } catch (IllegalArgumentException e) {
                return odd("malformed", "its answer cannot be used: " + e.getMessage());
            }
        }
        if (status >= 300 && status < 400) {
            return odd("refused", "sends us elsewhere (" + status + "), which is not followed");
        }
        if (status >= 500 || status == TOO_LATE || status == TOO_MANY) {
            return ill("failed", false, "answers with status " + status);
        }
        return odd("refused", "answers with status " + status);
    }

    static HookOutcome of(Throwable thrown, Hook hook, HookSettings.Bounds bounds) {
        var host = hook.url().getHost();
        return switch (CallFailure.of(thrown)) {
            case TIMEOUT -> ill("timeout", false, "gave no answer within " + hook.timeout());
            case OVERSIZED ->
                odd("oversized", "its answer is longer than " + bounds.answerBytes() + " bytes (hooks.answerBytes)");
            case BUSY -> failed("busy", false, "not asked, for too many wait for it already (hooks.connections)");
            case FORBIDDEN -> forbidden(host);
            case UNKNOWN_HOST -> ill("unreachable", false, "no address is known for the host " + host);
            case SILENT -> ill("unreachable", false, host + " does not answer");
            case REFUSED -> ill("unreachable", false, host + " refuses connections");
            case UNTRUSTED ->
                ill("untrusted", true, "TLS with " + host + " fails: its certificate may not be trusted (hooks.trust)");
            case BROKEN_OFF -> ill("unreachable", false, "the connection to " + host + " broke off");
            case OURS -> ours(host, thrown);
        };
    }

    private static HookOutcome ours(String host, Throwable failure) {
        LOG.error("hook not asked target={}", host, failure);
        return failed("broken", true, "not asked, for this server failed itself: its log tells more");
    }
}
