package org.reactiveacs.main;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NettyRuntime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.auth.DigestAlgorithm;
import org.reactiveacs.auth.NonceIssuer;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.endpoint.Balancers;
import org.reactiveacs.endpoint.CwmpServer;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.load.LoadRules;
import org.reactiveacs.load.RetryAfter;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.CwmpConfig;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.tls.ReloadingSslContext;
import org.reactiveacs.tls.SessionTickets;

/** The configuration of the CWMP endpoint in the endpoint's own terms. */
final class CwmpWiring {

    /** How long a nonce is good: a CPE may think about its first answer, and keeps the nonce for a session. */
    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);

    private static final String REALM = "acs";

    private CwmpWiring() {}

    static CwmpServer.Settings settings(AcsConfig config, Optional<ReloadingSslContext> tls) {
        var cwmp = config.cwmp();
        var limits = cwmp.limits();
        return new CwmpServer.Settings(
                new CwmpServer.Listener(cwmp.listen().address(), tls.map(context -> context), balancers(cwmp)),
                cwmp.path(),
                crowd(cwmp),
                cwmp.sessionTimeout(),
                new CwmpServer.Bounds(
                        new CwmpLimits(
                                limits.maxBodyBytes(),
                                limits.maxDepth(),
                                limits.maxTextChars(),
                                limits.maxParameters()),
                        limits.maxHeaderBytes(),
                        limits.requestTimeout(),
                        limits.handshakeTimeout()),
                new CwmpServer.Devices(
                        identity(config),
                        rules(config),
                        macPaths(config.device().macPaths())));
    }

    /** How sessions are resumed, or empty if they are not. */
    static Optional<SessionTickets> tickets(AcsConfig config, KeyRing keys, InstantSource clock) {
        var lifetime = config.cwmp().ticketLifetime();
        return lifetime.isZero() ? Optional.empty() : Optional.of(new SessionTickets(keys, clock, lifetime));
    }

    private static CwmpServer.Crowd crowd(CwmpConfig cwmp) {
        var overload = cwmp.overload();
        int processors = NettyRuntime.availableProcessors();
        return new CwmpServer.Crowd(
                cwmp.maxSessions(),
                new LoadRules(
                        overload.enabled(),
                        overload.target(),
                        overload.leastMessages(),
                        overload.refusalPercent(),
                        processors),
                overload.backlog() * processors,
                new RetryAfter(overload.retryLeast(), overload.retryMost()));
    }

    private static Balancers balancers(CwmpConfig cwmp) {
        return new Balancers(cwmp.balancers().orElse(List.of()).stream()
                .map(network -> new IpSubnetFilterRule(network.address(), network.prefix(), IpFilterRuleType.ACCEPT))
                .toList());
    }

    static IdentityScheme identity(AcsConfig config) {
        return switch (config.device().identity()) {
            case OUI_SERIAL -> IdentityScheme.OUI_SERIAL;
            case OUI_CLASS_SERIAL -> IdentityScheme.OUI_CLASS_SERIAL;
        };
    }

    private static Arrival.Rules rules(AcsConfig config) {
        var cwmp = config.cwmp();
        var unknown = switch (cwmp.unknown()) {
            case ACCEPT -> Arrival.Unknown.ACCEPT;
            case QUARANTINE -> Arrival.Unknown.QUARANTINE;
            case REFUSE -> Arrival.Unknown.REFUSE;
        };
        var afterReset = switch (cwmp.onboarding().afterReset()) {
            case ACCEPT -> Arrival.AfterReset.ACCEPT;
            case QUARANTINE -> Arrival.AfterReset.QUARANTINE;
            case REFUSE -> Arrival.AfterReset.REFUSE;
        };
        return new Arrival.Rules(unknown, afterReset, SilenceWatch.rules(config.silence()), onboarding(cwmp));
    }

    private static MacPaths macPaths(List<String> paths) {
        Map<DataModel, List<String>> byModel = new EnumMap<>(DataModel.class);
        for (var model : DataModel.values()) {
            byModel.put(
                    model,
                    paths.stream().filter(path -> path.startsWith(model.root())).toList());
        }
        return new MacPaths(byModel);
    }

    static CpeAuthenticator authenticator(AcsConfig config, KeyRing keys, InstantSource clock) {
        var cwmp = config.cwmp();
        boolean digest = cwmp.auth().contains(CwmpConfig.AuthScheme.DIGEST);
        var settings = new CpeAuthenticator.Settings(
                cwmp.auth().contains(CwmpConfig.AuthScheme.NONE),
                cwmp.auth().contains(CwmpConfig.AuthScheme.BASIC),
                digest
                        ? cwmp.digestAlgorithms().stream()
                                .map(algorithm ->
                                        DigestAlgorithm.valueOf(algorithm.name().toUpperCase(Locale.ROOT)))
                                .toList()
                        : List.of(),
                onboarding(cwmp));
        return new CpeAuthenticator(
                settings,
                new NonceIssuer(keys, clock, NONCE_LIFETIME),
                new DerivedPasswords(keys, "cpe-password"),
                REALM);
    }

    private static @Nullable Credential onboarding(CwmpConfig cwmp) {
        var username = cwmp.onboarding().username();
        var password = cwmp.onboarding().password();
        return username.isPresent() && password.isPresent()
                ? new Credential(username.get(), password.get().reveal())
                : null;
    }
}
