package org.reactiveacs.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.reactiveacs.outbound.Targets;

/**
 * How hooks are asked.
 *
 * @param secrets that questions are signed with, the one that counts first; without any no hook is asked
 * @param targets where hooks may be
 * @param trust who may have signed the certificates of hooks; Java's own authorities if empty
 * @param bounds of what is done at a time
 * @param openFor how long a hook that failed too often is left alone
 */
public record HookSettings(
        List<String> secrets, Targets targets, Optional<TrustManager> trust, Bounds bounds, Duration openFor) {

    /**
     * What hooks may take.
     *
     * @param connections at a time to one hook; as many questions again wait, and others fail
     * @param answerBytes of one answer
     * @param cached answers that are kept
     */
    public record Bounds(int connections, int answerBytes, int cached) {}

    public HookSettings {
        secrets = List.copyOf(secrets);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "HookSettings[" + bounds + ", openFor=" + openFor + "]";
    }
}
