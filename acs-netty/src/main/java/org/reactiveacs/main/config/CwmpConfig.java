package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code cwmp.*}: the endpoint that CPEs call. */
public interface CwmpConfig {
    @WithDefault("0.0.0.0:7547")
    HostPort listen();

    /** The path that CPEs post to; begins with a slash. */
    @WithDefault("/")
    String path();

    /** The URL that CPEs are told to call, when it is not the address listened on. */
    Optional<URI> publicUrl();

    /** Networks of the balancers whose word is taken for a CPE's address. */
    Optional<List<Network>> balancers();

    /** How a CPE may prove who it is; any one of them is enough. */
    @WithDefault("digest")
    List<AuthScheme> auth();

    /** Algorithms of digest in the order in which they are offered. */
    @WithDefault("md5,sha-256")
    List<DigestAlgorithm> digestAlgorithms();

    /** What becomes of a device that was never seen before. */
    @WithDefault("accept")
    Admission unknown();

    /** Hard cap on open sessions; a further Inform is answered with 503. */
    @WithDefault("20000")
    int maxSessions();

    /** A session in which the CPE is silent for this long is ended. */
    @WithDefault("60s")
    Duration sessionTimeout();

    /** How long any node resumes a TLS session by its ticket; none are given if it is zero. */
    @WithDefault("24h")
    Duration ticketLifetime();

    OverloadConfig overload();

    OnboardingConfig onboarding();

    CwmpLimitsConfig limits();

    TlsConfig tls();

    /** One way to authenticate a CPE. */
    enum AuthScheme {
        NONE,
        BASIC,
        DIGEST
    }

    /** A hash that digest authentication may use. */
    enum DigestAlgorithm {
        MD5,
        SHA_256
    }

    /** What is done with a device. */
    enum Admission {
        ACCEPT,
        QUARANTINE,
        REFUSE
    }
}
