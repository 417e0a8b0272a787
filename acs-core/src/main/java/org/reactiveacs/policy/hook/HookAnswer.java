package org.reactiveacs.policy.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking a hook. Counts for the rest of the session.
 *
 * @param revision of the policy that asked
 * @param until when it is to be asked again, null if by the next session
 * @param wanted what it wants; nothing if it failed
 * @param failure why there is no answer, null if there is one
 */
public record HookAnswer(
        long revision,
        @Nullable Instant until,
        HookWants wanted,
        @Nullable Failure failure) {

    /**
     * Why a hook gave no answer that counts.
     *
     * @param lasting whether somebody has to mend it; else it may come right by itself
     * @param text for the operator; nothing that the hook sent
     */
    public record Failure(boolean lasting, String text) {}

    public static HookAnswer wants(long revision, @Nullable Instant until, HookWants wanted) {
        return new HookAnswer(revision, until, wanted, null);
    }

    public static HookAnswer failed(long revision, Failure failure) {
        return new HookAnswer(revision, null, HookWants.NOTHING, failure);
    }
}
