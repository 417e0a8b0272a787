package org.reactiveacs.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The server's own meters. Thread-safe and cheap: each call is a map look-up and an increment. */
public final class AcsMetrics {
    private static final Duration[] SESSION_BUCKETS = millis(5, 20, 50, 100, 250, 500, 1_000, 5_000, 30_000, 60_000);
    private static final Duration[] STORE_BUCKETS = millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000);

    private final MeterRegistry registry;
    private final LabelledMeters<Timer> sessions;
    private final LabelledMeters<Counter> messages;
    private final LabelledMeters<Counter> faults;
    private final LabelledMeters<Counter> authentications;
    private final LabelledMeters<Counter> quirks;
    private final LabelledMeters<Counter> policyOutcomes;
    private final LabelledMeters<Counter> handOvers;
    private final LabelledMeters<Counter> transfers;
    private final LabelledMeters<Counter> tasks;
    private final LabelledMeters<Counter> refused;
    private final LabelledMeters<Counter> handshakes;
    private final LabelledMeters<Timer> store;
    private final LabelledMeters<Timer> wakes;
    private final LabelledMeters<Counter> stunRequests;
    private final LabelledMeters<Counter> stunDatagrams;
    private final LabelledMeters<Counter> campaignResults;
    private final LabelledMeters<Timer> hooks;
    private final LabelledMeters<Counter> captured;
    private final LabelledMeters<Counter> spans;
    private final LabelledMeters<Timer> deliveries;
    private final LabelledMeters<Counter> subscriptionEvents;
    private final LabelledMeters<Counter> anomalies;
    private final LabelledMeters<Counter> anomalySigns;
    private final LabelledMeters<Counter> callbacks;
    private final Counter postponed;
    private final Counter silent;
    private final Counter refusing;
    private final Counter pauses;
    private final Timer answers;

    public AcsMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.sessions = timers("acs.sessions", "CWMP sessions", SESSION_BUCKETS, "event", "outcome");
        this.messages = counters("acs.messages", "CWMP messages", "rpc", "direction");
        this.faults = counters("acs.faults", "CWMP faults", "code", "direction");
        this.authentications = counters("acs.authentications", "Attempts to authenticate", "scheme", "outcome");
        this.quirks = counters("acs.quirks", "Deviations from the standard that were understood", "kind");
        this.handOvers = counters("acs.hand.overs", "Devices that another ACS was given, by what came of it", "state");
        this.policyOutcomes = counters("acs.policy.outcomes", "What came of what policies wanted", "outcome");
        this.transfers = counters("acs.transfers", "Transfers that devices said were over", "kind", "outcome");
        this.tasks = counters("acs.tasks.ended", "Tasks that ended in sessions", "kind", "outcome");
        this.refused = counters("acs.refused", "Requests refused before they were read", "reason");
        this.handshakes = counters("acs.tls.handshakes", "TLS handshakes of CPEs", "kind", "protocol");
        this.wakes =
                timers("acs.connection.requests", "Devices that were asked to call", SESSION_BUCKETS, "outcome", "way");
        this.postponed = Counter.builder("acs.connection.requests.postponed")
                .description("Times that a device had its turn later, since enough went to its network")
                .register(registry);
        this.stunRequests = counters("acs.stun.requests", "Datagrams that came to the STUN server", "outcome");
        this.stunDatagrams = counters("acs.stun.datagrams", "Datagrams that asked devices to call", "outcome");
        this.campaignResults = counters("acs.campaign.results", "Devices with which a campaign is over", "result");
        this.captured = counters("acs.captured.messages", "Messages of devices whose messages are captured", "outcome");
        this.hooks = timers("acs.hooks", "Questions to hooks of policies", STORE_BUCKETS, "outcome");
        this.spans = counters("acs.traces.spans", "Spans of traced sessions", "outcome");
        this.deliveries = timers("acs.deliveries", "Deliveries of events to subscribers", STORE_BUCKETS, "outcome");
        this.subscriptionEvents =
                counters("acs.subscription.events", "Events that were to be delivered to subscribers", "outcome");
        this.anomalies = counters("acs.anomalies.raised", "Anomalies that were noticed", "kind");
        this.anomalySigns = counters("acs.anomaly.signs", "Signs that something may be wrong with a device", "outcome");
        this.callbacks = counters("acs.callbacks", "Callbacks of tasks", "outcome");
        this.silent = Counter.builder("acs.sessions.silent")
                .description("Sessions that were ended since their CPE said nothing more")
                .register(registry);
        this.refusing = Counter.builder("acs.refusing.seconds")
                .description("Time of processors spent on refusing new sessions")
                .register(registry);
        this.pauses = Counter.builder("acs.accept.pauses")
                .description("Times that the listener of CPEs stopped accepting")
                .register(registry);
        this.answers = Timer.builder("acs.answers")
                .description("From a message being here whole until its answer is ready")
                .serviceLevelObjectives(STORE_BUCKETS)
                .register(registry);
        this.store = timers("acs.store", "Operations of the store", STORE_BUCKETS, "operation", "outcome");
    }

    /** Which way a message went. */
    public enum Direction {
        /** From the CPE. */
        IN,
        /** To the CPE. */
        OUT;

        private final String label = name().toLowerCase(Locale.ROOT);
    }

    /**
     * A session ended.
     *
     * @param event the Inform's first event code
     * @param outcome one of the server's own few words, such as {@code done} or {@code timeout}
     * @param duration by the wall clock; negative counts as nothing, when the clock was set back or the message that ended
     *     the session had overtaken the one that began it
     */
    public void sessionEnded(String event, String outcome, Duration duration) {
        sessions.with(Labels.event(event), outcome).record(duration.isNegative() ? Duration.ZERO : duration);
    }

    /** Sessions were ended since their CPE said nothing more; told by the node that does this partition's work. */
    public void sessionsSilent(int count) {
        silent.increment(count);
    }

    /**
     * A message came or went.
     *
     * @param rpc the method, such as {@code Inform} or {@code GetParameterValuesResponse}; {@code Empty} for none
     */
    public void message(String rpc, Direction direction) {
        messages.with(Labels.rpc(rpc), direction.label).increment();
    }

    /** A CWMP fault came or went. */
    public void fault(int code, Direction direction) {
        faults.with(Labels.fault(code), direction.label).increment();
    }

    /**
     * Somebody tried to prove who they are.
     *
     * @param scheme one of the server's own few words, such as {@code digest}
     * @param outcome one of the server's own few words, such as {@code accepted}
     */
    public void authentication(String scheme, String outcome) {
        authentications.with(scheme, outcome).increment();
    }

    /**
     * Something was odd and understood all the same.
     *
     * @param kind one of the server's own words, never text from the CPE
     */
    public void quirk(String kind) {
        quirks.with(kind).increment();
    }

    /**
     * Something that a policy wanted of a device came to its end.
     *
     * @param outcome one of the server's own few words, such as {@code refused}
     */
    public void policyOutcome(String outcome) {
        policyOutcomes.with(outcome).increment();
    }

    /** Devices have come to a state of their hand-over to another ACS. */
    public void handOvers(String state, int devices) {
        handOvers.with(state).increment(devices);
    }

    /**
     * A device said how a transfer went.
     *
     * @param autonomous whether it was none that was ordered here
     * @param fault 0 for success
     */
    public void transfer(boolean autonomous, int fault) {
        transfers
                .with(autonomous ? "autonomous" : "ordered", fault == 0 ? "succeeded" : Labels.fault(fault))
                .increment();
    }

    /**
     * A task ended in a session of its device.
     *
     * @param kind as tasks' kinds are called
     * @param outcome one of the server's own few words, such as {@code done}
     */
    public void taskEnded(String kind, String outcome) {
        tasks.with(kind, outcome).increment();
    }

    /**
     * A request was turned away.
     *
     * @param reason one of the server's own few words, such as {@code overload}
     */
    public void refused(String reason) {
        refused.with(reason).increment();
    }

    /**
     * A CPE's TLS handshake is through.
     *
     * @param resumed whether it went on with an earlier session
     * @param protocol as TLS names it, such as {@code TLSv1.3}
     */
    public void tlsHandshake(boolean resumed, String protocol) {
        handshakes.with(resumed ? "resumed" : "full", Labels.protocol(protocol)).increment();
    }

    /** The store answered, or failed to. */
    public void store(String operation, boolean succeeded, Duration duration) {
        store.with(operation, succeeded ? "ok" : "failed").record(duration);
    }

    /** The answer to a message was found, which took us this long. */
    public void answered(Duration own) {
        answers.record(own);
    }

    /** Somebody was refused for want of room, which took so many seconds. */
    public void refusing(double seconds) {
        refusing.increment(seconds);
    }

    /**
     * A device was asked to call, and this became of it.
     *
     * @param outcome one of the server's own few words, such as {@code reached}
     * @param way in which it was asked, {@code none} when it was not
     * @param nanos from the order until then
     */
    public void wake(String outcome, String way, long nanos) {
        wakes.with(outcome, way).record(Duration.ofNanos(nanos));
    }

    /** A device was to be asked, and has its turn later: enough goes to its network at the moment. */
    public void wakePostponed() {
        postponed.increment();
    }

    /** A message of a device that an operator wants to see; it is lost if too many wait to be written down. */
    public void captured(boolean isTaken) {
        captured.with(isTaken ? "taken" : "lost").increment();
    }

    /** Names the source of the number of devices that are to be asked to call; to be called once. */
    public void wakesPending(IntSupplier count) {
        gauge("acs.connection.requests.pending", "Devices that are to be asked to call", count::getAsInt);
    }

    /** Names the source of the number of devices that are being asked or have said that they will call; to be called once. */
    public void wakesUnderWay(IntSupplier count) {
        gauge(
                "acs.connection.requests.under.way",
                "Devices that are being asked, or have been and have not called yet",
                count::getAsInt);
    }

    /** Names the source of how many devices may be under way, as was found out; to be called once. */
    public void wakesWindow(IntSupplier count) {
        gauge("acs.connection.requests.window", "Devices that may be under way", count::getAsInt);
    }

    /** Names the source of the number of devices to whose networks enough goes at the moment; to be called once. */
    public void wakesWaitingForNetwork(IntSupplier count) {
        gauge(
                "acs.connection.requests.network.waiting",
                "Devices that wait until one more may be asked in their network",
                count::getAsInt);
    }

    /** Names the source of whether there is a connection to the XMPP server; to be called once, if there should be one. */
    public void xmpp(BooleanSupplier isConnected) {
        gauge(
                "acs.xmpp.connected",
                "Whether devices can be asked through the XMPP server (1)",
                () -> isConnected.getAsBoolean() ? 1 : 0);
    }

    /** A datagram came to the STUN server. */
    public void stunRequest(String outcome) {
        stunRequests.with(outcome).increment();
    }

    /** A copy of a datagram that asks a device to call has left this node, or failed to. */
    public void stunDatagram(String outcome) {
        stunDatagrams.with(outcome).increment();
    }

    /** Names the source of the number of addresses from which devices keep their NATs open to this node; to be called once. */
    public void stunBindings(IntSupplier count) {
        gauge("acs.stun.bindings", "Addresses from which devices keep their NATs open", count::getAsInt);
    }

    /** A campaign is over with a device, told by the node that did it. */
    public void campaignResult(String result) {
        campaignResults.with(result).increment();
    }

    /** Names the source of the number of campaigns by state, the same at all nodes; to be called once. */
    public void campaigns(ToIntFunction<String> count) {
        for (String state : List.of("draft", "running", "paused", "rolling_back", "aborted", "rolled_back", "done")) {
            Gauge.builder("acs.campaigns", () -> count.applyAsInt(state))
                    .description("Campaigns by state")
                    .tag("state", state)
                    .strongReference(true)
                    .register(registry);
        }
    }

    /**
     * A hook of a policy was to be asked, and this became of it.
     *
     * @param outcome one of the server's own few words, such as {@code answered}
     */
    public void hook(String outcome, Duration duration) {
        hooks.with(outcome).record(duration);
    }

    /** Names the source of the number of places with hooks that are left alone since they failed; to be called once. */
    public void hooksPaused(IntSupplier count) {
        gauge("acs.hooks.paused", "Places with hooks that are left alone since they failed too often", count::getAsInt);
    }

    /**
     * Spans of traced sessions came to their end.
     *
     * @param outcome one of the server's own few words, such as {@code sent}
     */
    public void spans(String outcome, int count) {
        spans.with(outcome).increment(count);
    }

    /**
     * Events were to be delivered to a subscriber, in one request, and this became of it.
     *
     * @param outcome one of the server's own few words, such as {@code delivered}
     */
    public void delivery(String outcome, Duration duration) {
        deliveries.with(outcome).record(duration);
    }

    /**
     * So became of events that were to be delivered to a subscriber.
     *
     * @param outcome one of the server's own few words, such as {@code dead-lettered}
     */
    public void subscriptionEvents(String outcome, int count) {
        subscriptionEvents.with(outcome).increment(count);
    }

    /**
     * Something became of the callback of a task.
     *
     * @param outcome one of the server's own few words, such as {@code delivered}
     */
    public void callback(String outcome) {
        callbacks.with(outcome).increment();
    }

    /** Names the source of the number of events that are to be delivered to subscribers still; to be called once. */
    public void subscriptionLag(LongSupplier count) {
        gauge(
                "acs.subscription.lag",
                "Events that are to be delivered to subscribers still, each counted for each of them",
                count::getAsLong);
    }

    /**
     * Something is wrong that was not before.
     *
     * @param kind one of the server's own few words, such as {@code reboot-loop}
     */
    public void anomalyRaised(String kind) {
        anomalies.with(kind).increment();
    }

    /**
     * Something may be wrong with a device, and this became of the sign.
     *
     * @param outcome one of the server's own few words, such as {@code taken}
     */
    public void anomalySign(String outcome) {
        anomalySigns.with(outcome).increment();
    }

    /** Names the source of the number of clients to whom events are told as they happen; to be called once. */
    public void eventStreams(IntSupplier count) {
        gauge("acs.event.streams", "Clients to whom events are told as they happen", count::getAsInt);
    }

    /** The listener stopped accepting for a moment. */
    public void acceptPaused() {
        pauses.increment();
    }

    /** Names the source of how busy the node is; to be called once. */
    public void load(LoadFigures load) {
        gauge("acs.load.messages", "Messages in hand", load::messages);
        gauge("acs.load.limit", "Messages in hand beyond which new sessions are refused", load::limit);
        gauge("acs.load.lag.seconds", "How late the latest event loop is", load::lagSeconds);
        gauge("acs.load.waiting", "Connections that wait to be accepted", load::waiting);
        gauge("acs.load.backlog", "Connections that may wait to be accepted", load::backlog);
    }

    private void gauge(String name, String description, Supplier<Number> figure) {
        Gauge.builder(name, figure)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Names the source of the number of sessions under way; to be called once. */
    public void openSessions(IntSupplier count) {
        Gauge.builder("acs.sessions.open", count, IntSupplier::getAsInt)
                .description("CWMP sessions under way")
                .strongReference(true)
                .register(registry);
    }

    private LabelledMeters<Counter> counters(String name, String description, String... labels) {
        return new LabelledMeters<>(values -> Counter.builder(name)
                .description(description)
                .tags(tags(labels, values))
                .register(registry));
    }

    private LabelledMeters<Timer> timers(String name, String description, Duration[] buckets, String... labels) {
        return new LabelledMeters<>(values -> Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(tags(labels, values))
                .register(registry));
    }

    private static String[] tags(String[] labels, List<String> values) {
        String[] tags = new String[labels.length * 2];
        for (int i = 0; i < labels.length; i++) {
            tags[2 * i] = labels[i];
            tags[2 * i + 1] = values.get(i);
        }
        return tags;
    }

    private static Duration[] millis(int... millis) {
        Duration[] durations = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }
}
