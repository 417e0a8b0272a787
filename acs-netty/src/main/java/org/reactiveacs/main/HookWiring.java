package org.reactiveacs.main;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import org.reactiveacs.hooks.HookCalls;
import org.reactiveacs.hooks.HookSettings;
import org.reactiveacs.library.Hooks;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.main.config.HooksConfig;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.tls.TlsContexts;
import org.reactiveacs.tls.TlsException;

/** Hooks as the configuration wants them. */
final class HookWiring {
    private HookWiring() {}

    /** @param parts take what is to be closed */
    static Hooks open(
            HooksConfig config, PoliciesInForce policies, InstantSource clock, AcsMetrics metrics, Parts parts) {
        return parts.add(new HookCalls(settings(config), policies, clock, metrics));
    }

    private static HookSettings settings(HooksConfig config) {
        return new HookSettings(
                Stream.of(config.secret(), config.formerSecret())
                        .flatMap(Optional::stream)
                        .map(Secret::reveal)
                        .toList(),
                config.networks().map(WakeWiring::targets).orElseGet(Targets::elsewhere),
                trust(config),
                new HookSettings.Bounds(config.connections(), config.answerBytes(), config.cached()),
                config.pause());
    }

    private static Optional<TrustManager> trust(HooksConfig config) {
        try {
            return config.trust().map(file -> TlsContexts.trusting("hooks", "trust", file));
        } catch (TlsException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
