package org.reactiveacs.main.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold between keys and beyond the form of single values. */
final class Rules {
    private static final int MOST_MISSED = 100;
    private static final Duration LEAST_TICKET_LIFETIME = Duration.ofMinutes(1);

    /** Beyond it OpenSSL ends sessions of TLS 1.3 by itself. */
    private static final Duration MOST_TICKET_LIFETIME = Duration.ofDays(2);

    private static final int LEAST_HOOK_SECRET = 16;
    private static final int MOST_HOOK_CONNECTIONS = 10_000;
    private static final int LEAST_ANSWER_BYTES = 1024;

    /** An answer is read as a whole, and kept in the session. */
    private static final int MOST_ANSWER_BYTES = 1 << 20;

    private static final int LEAST_OFTEN = 3;

    /** Of a device the newest 32 visits are kept, and a change or a turn takes more than one. */
    private static final int MOST_VISITS = 30;

    private static final int MOST_FAILURES = 10_000;

    private static final int MOST_CAPTURED = 1000;
    private static final int MOST_MESSAGES = 100_000;
    /** A span is about half a kilobyte. */
    private static final int MOST_SPANS = 1_000_000;

    private static final int LEAST_EVENT_BUFFER = 4096;
    private static final int MOST_EVENT_BUFFER = 1 << 20;
    private static final Duration LEAST_EVENT_POLL = Duration.ofMillis(20);
    private static final int MOST_EVENTS_DELIVERED = 4096;
    private static final int MOST_DELIVERY_BYTES = 16 << 20;

    /** All of a subscription's are read together. */
    private static final int MOST_DEAD_LETTERS = 1000;

    private static final Duration LEAST_PASSWORD_AGE = Duration.ofHours(1);

    private static final Duration MOST_LINGER = Duration.ofSeconds(20);

    private static final int MOST_A_PROCESSOR = 100_000;

    /** Devices keep their NATs open every 30 seconds by default. */
    private static final Duration LEAST_STUN_LIFETIME = Duration.ofSeconds(30);

    private static final Pattern PUBLIC_ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[\\w.-]+)(:(\\d{1,5}))?");
    private static final int LAST_PORT = 65_535;

    private final Map<String, Setting> settings;
    private final List<String> problems = new ArrayList<>();

    private Rules(Map<String, Setting> settings) {
        this.settings = settings;
    }

    static List<String> check(AcsConfig config, Map<String, Setting> settings) {
        Rules rules = new Rules(settings);
        rules.cwmp(config.cwmp());
        rules.require(
                config.api().token().isEmpty() || config.api().tokenFile().isEmpty(),
                "api.token",
                "set either api.token or api.tokenFile");
        rules.store(config);
        rules.silence(config.silence());
        rules.anomalies(config.anomalies());
        rules.connreq(config.connreq());
        rules.xmpp(config.xmpp());
        rules.stun(config.stun());
        rules.hooks(config.hooks());
        rules.capture(config.capture());
        rules.tracing(config.tracing());
        rules.events(config.events());
        rules.subscriptions(config.subscriptions());
        rules.tls("cwmp.tls", config.cwmp().tls());
        rules.tls("files.tls", config.files().tls());
        rules.tls("api.tls", config.api().tls());
        rules.tls("management.tls", config.management().tls());
        return rules.problems;
    }

    /** Devices would turn away a node that calls from elsewhere. */
    private void pool(ConnreqConfig connreq) {
        List<Network> pool = connreq.pool().orElse(List.of());
        if (pool.isEmpty()) {
            return;
        }
        List<String> outside = connreq.sources().orElse(List.of()).stream()
                .filter(source -> pool.stream().noneMatch(network -> network.contains(source.address())))
                .map(Network::text)
                .toList();
        require(
                outside.isEmpty(),
                "connreq.sources",
                String.join(" and ", outside)
                        + " must lie within connreq.pool, from which devices are told that they are called: "
                        + String.join(", ", pool.stream().map(Network::text).toList()));
    }

    private void xmpp(XmppConfig xmpp) {
        require(
                xmpp.jid().isPresent() == xmpp.password().isPresent(),
                xmpp.jid().isPresent() ? "xmpp.jid" : "xmpp.password",
                "xmpp.jid and xmpp.password go together");
        require(
                xmpp.jid().isEmpty() || xmpp.jid().get().matches("[^@/\\s]+@[^@/\\s]+"),
                "xmpp.jid",
                "must be NAME@DOMAIN");
        from("xmpp.port", xmpp.port(), 1, 65_535);
    }

    private void cwmp(CwmpConfig cwmp) {
        require(cwmp.path().matches("/[^\\s?#]*"), "cwmp.path", "must begin with a slash and hold no blank, ? or #");
        require(
                cwmp.onboarding().username().isPresent()
                        == cwmp.onboarding().password().isPresent(),
                cwmp.onboarding().username().isPresent() ? "cwmp.onboarding.username" : "cwmp.onboarding.password",
                "username and password of onboarding go together");
        atLeast("cwmp.maxSessions", cwmp.maxSessions(), 1);
        positive("cwmp.sessionTimeout", cwmp.sessionTimeout());
        overload(cwmp.overload());
        CwmpLimitsConfig limits = cwmp.limits();
        atLeast("cwmp.limits.maxBodyBytes", limits.maxBodyBytes(), 1024);
        atLeast("cwmp.limits.maxHeaderBytes", limits.maxHeaderBytes(), 512);
        atLeast("cwmp.limits.maxDepth", limits.maxDepth(), 8);
        atLeast("cwmp.limits.maxParameters", limits.maxParameters(), 1);
        atLeast("cwmp.limits.maxTextChars", limits.maxTextChars(), 256);
        positive("cwmp.limits.requestTimeout", limits.requestTimeout());
        positive("cwmp.limits.handshakeTimeout", limits.handshakeTimeout());
        Duration tickets = cwmp.ticketLifetime();
        require(
                tickets.isZero()
                        || (tickets.compareTo(LEAST_TICKET_LIFETIME) >= 0
                                && tickets.compareTo(MOST_TICKET_LIFETIME) <= 0),
                "cwmp.ticketLifetime",
                "must be 0s or from 1m to 2d");
    }

    private void overload(OverloadConfig overload) {
        positive("cwmp.overload.target", overload.target());
        from("cwmp.overload.leastMessages", overload.leastMessages(), 1, MOST_A_PROCESSOR);
        from("cwmp.overload.backlog", overload.backlog(), 1, MOST_A_PROCESSOR);
        from("cwmp.overload.refusalPercent", overload.refusalPercent(), 1, 100);
        require(
                overload.retryLeast().compareTo(Duration.ofSeconds(1)) >= 0,
                "cwmp.overload.retryLeast",
                "must be at least 1s");
        require(
                overload.retryMost().compareTo(overload.retryLeast()) >= 0,
                "cwmp.overload.retryMost",
                "must not be less than cwmp.overload.retryLeast");
    }

    private void store(AcsConfig config) {
        var store = config.store();
        atLeast("store.replicas", store.replicas(), 0);
        positive("store.commandTimeout", store.commandTimeout());
        require(
                store.tls().certificate().isPresent() == store.tls().key().isPresent(),
                store.tls().certificate().isPresent() ? "store.tls.certificate" : "store.tls.key",
                "certificate and key go together");
        if (store.url() instanceof StoreUrl.Redis) {
            // What nodes share they cannot make each for itself.
            require(
                    config.security().keys().isPresent(),
                    "security.keys",
                    "must be set, alike on all nodes of a store");
            require(
                    config.api().open()
                            || config.api().token().isPresent()
                            || config.api().tokenFile().isPresent(),
                    "api.token",
                    "must be set (or api.tokenFile), for nodes that share a store");
        }
    }

    private void silence(SilenceConfig silence) {
        from("silence.missed", silence.missed(), 1, MOST_MISSED);
        from("silence.missedWhenLeaving", silence.missedWhenLeaving(), 1, MOST_MISSED);
        positive("silence.interval", silence.interval());
        positive("silence.atLeast", silence.atLeast());
    }

    private void anomalies(AnomaliesConfig anomalies) {
        often("anomalies.reboots", anomalies.reboots().times(), MOST_VISITS);
        positive("anomalies.reboots.within", anomalies.reboots().within());
        often("anomalies.sessions", anomalies.sessions().times(), MOST_VISITS);
        positive("anomalies.sessions.within", anomalies.sessions().within());
        often("anomalies.addresses", anomalies.addresses().times(), MOST_VISITS);
        positive("anomalies.addresses.within", anomalies.addresses().within());
        often("anomalies.duplicates", anomalies.duplicates().times(), MOST_VISITS);
        positive("anomalies.duplicates.within", anomalies.duplicates().within());
        often("anomalies.failures", anomalies.failures().times(), MOST_FAILURES);
        positive("anomalies.failures.within", anomalies.failures().within());
        atLeast("anomalies.mix.sessions", anomalies.mix().sessions(), 0);
        from("anomalies.mix.points", anomalies.mix().points(), 1, 100);
    }

    private void often(String group, int times, int most) {
        require(
                times == 0 || times >= LEAST_OFTEN && times <= most,
                group + ".times",
                "must be 0 or from " + LEAST_OFTEN + " to " + most);
    }

    private void connreq(ConnreqConfig connreq) {
        require(
                connreq.username().isPresent() == connreq.password().isPresent(),
                connreq.username().isPresent() ? "connreq.username" : "connreq.password",
                "username and password of connection requests go together");
        require(
                connreq.sources().orElse(List.of()).stream().allMatch(Network::isSingle),
                "connreq.sources",
                "must be addresses, not networks");
        pool(connreq);
        atLeast("connreq.queue", connreq.queue(), 1);
        atLeast("connreq.atOnce", connreq.atOnce(), 1);
        atLeast("connreq.perSecond", connreq.perSecond(), 1);
        perNetwork(connreq.perNetwork());
        positive("connreq.callWithin", connreq.callWithin());
        positive("connreq.giveUp", connreq.giveUp());
        Duration age = connreq.credentials().maxAge();
        require(
                age.isZero() || age.compareTo(LEAST_PASSWORD_AGE) >= 0,
                "connreq.credentials.maxAge",
                "must be 0s or at least 1h: each rotation is written to the audit trail");
        require(
                connreq.linger().compareTo(MOST_LINGER) <= 0,
                "connreq.linger",
                "must be at most 20s: devices wait 30 seconds for an answer");
        require(
                !connreq.anyCertificate() || connreq.trust().isEmpty(),
                "connreq.anyCertificate",
                "makes connreq.trust useless: set one of them");
    }

    private void hooks(HooksConfig hooks) {
        require(
                hooks.secret().stream().allMatch(secret -> secret.reveal().length() >= LEAST_HOOK_SECRET),
                "hooks.secret",
                "must have at least " + LEAST_HOOK_SECRET + " characters");
        require(
                hooks.formerSecret().isEmpty() || hooks.secret().isPresent(),
                "hooks.formerSecret",
                "needs hooks.secret too");
        from("hooks.connections", hooks.connections(), 1, MOST_HOOK_CONNECTIONS);
        from("hooks.answerBytes", hooks.answerBytes(), LEAST_ANSWER_BYTES, MOST_ANSWER_BYTES);
        atLeast("hooks.cached", hooks.cached(), 0);
        require(hooks.pause().compareTo(Duration.ofMillis(100)) >= 0, "hooks.pause", "must be at least 100ms");
    }

    private void capture(CaptureConfig capture) {
        from("capture.devices", capture.devices(), 0, MOST_CAPTURED);
        from("capture.messages", capture.messages(), 1, MOST_MESSAGES);
        from("capture.messageBytes", capture.messageBytes(), LEAST_ANSWER_BYTES, MOST_ANSWER_BYTES);
        from("capture.queue", capture.queue(), 1, MOST_MESSAGES);
        require(capture.longest().compareTo(Duration.ofSeconds(1)) >= 0, "capture.longest", "must be at least 1s");
        require(!capture.kept().isNegative(), "capture.kept", "must not be negative");
    }

    private void tracing(TracingConfig tracing) {
        require(tracing.sample() >= 0 && tracing.sample() <= 1, "tracing.sample", "must be from 0 to 1");
        from("tracing.queue", tracing.queue(), 1, MOST_SPANS);
    }

    private void events(EventsConfig events) {
        atLeast("events.streams", events.streams(), 0);
        from("events.buffer", events.buffer(), LEAST_EVENT_BUFFER, MOST_EVENT_BUFFER);
        require(
                events.poll().compareTo(LEAST_EVENT_POLL) >= 0,
                "events.poll",
                "must be at least 20ms: each look asks the store about every partition");
        require(events.heartbeat().compareTo(Duration.ofSeconds(1)) >= 0, "events.heartbeat", "must be at least 1s");
    }

    private void subscriptions(SubscriptionsConfig subscriptions) {
        positive("subscriptions.timeout", subscriptions.timeout());
        from("subscriptions.batch", subscriptions.batch(), 1, MOST_EVENTS_DELIVERED);
        from("subscriptions.batchBytes", subscriptions.batchBytes(), LEAST_ANSWER_BYTES, MOST_DELIVERY_BYTES);
        require(
                subscriptions.retryLeast().compareTo(Duration.ofMillis(10)) >= 0,
                "subscriptions.retryLeast",
                "must be at least 10ms");
        require(
                subscriptions.retryMost().compareTo(subscriptions.retryLeast()) >= 0,
                "subscriptions.retryMost",
                "must not be less than subscriptions.retryLeast");
        positive("subscriptions.mostRetryAfter", subscriptions.mostRetryAfter());
        positive("subscriptions.giveUp", subscriptions.giveUp());
        from("subscriptions.deadLetters", subscriptions.deadLetters(), 1, MOST_DEAD_LETTERS);
    }

    private void perNetwork(PerNetworkConfig most) {
        atLeast("connreq.perNetwork.perSecond", most.perSecond(), 0);
        atLeast("connreq.perNetwork.atOnce", most.atOnce(), 0);
        from("connreq.perNetwork.ipv4Prefix", most.ipv4Prefix(), 1, 32);
        from("connreq.perNetwork.ipv6Prefix", most.ipv6Prefix(), 1, 128);
    }

    private void stun(StunConfig stun) {
        require(
                stun.username().isPresent() == stun.password().isPresent(),
                stun.username().isPresent() ? "stun.username" : "stun.password",
                "username and password of STUN go together");
        require(
                stun.publicAddress().map(PUBLIC_ADDRESS::matcher).stream().allMatch(Rules::isAddress),
                "stun.publicAddress",
                "must be HOST or HOST:PORT, an IPv6 address in brackets, port 1 to 65535");
        require(stun.lifetime().compareTo(LEAST_STUN_LIFETIME) >= 0, "stun.lifetime", "must be at least 30s");
        atLeast("stun.bindings", stun.bindings(), 1);
        atLeast("stun.perAddress", stun.perAddress(), 1);
        positive("stun.callWithin", stun.callWithin());
    }

    private static boolean isAddress(Matcher text) {
        if (!text.matches()) {
            return false;
        }
        int port = text.group(3) == null ? 1 : Integer.parseInt(text.group(3));
        return port >= 1 && port <= LAST_PORT;
    }

    private void tls(String prefix, TlsConfig tls) {
        boolean certificate = tls.certificate().isPresent();
        require(certificate || tls.key().isEmpty(), prefix + ".key", "needs " + prefix + ".certificate too");
        require(!certificate || tls.key().isPresent(), prefix + ".certificate", "needs " + prefix + ".key too");
        if (tls.clientAuth() != TlsConfig.ClientAuth.NONE) {
            require(certificate, prefix + ".clientAuth", "needs " + prefix + ".certificate and .key too");
            require(tls.clientCa().isPresent(), prefix + ".clientAuth", "needs " + prefix + ".clientCa too");
        }
    }

    private void from(String key, int value, int least, int most) {
        require(value >= least && value <= most, key, "must be from " + least + " to " + most);
    }

    private void atLeast(String key, int value, int least) {
        require(value >= least, key, "must be at least " + least);
    }

    private void positive(String key, Duration value) {
        require(!value.isZero(), key, "must be longer than nothing");
    }

    private void require(boolean holds, String key, String reason) {
        if (!holds) {
            Setting setting = settings.get(key);
            problems.add(setting == null ? key + ": " + reason : setting.problem(reason));
        }
    }
}
