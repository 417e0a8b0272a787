package org.reactiveacs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;

/** Makes arrivals for tests: {@code anArrival().of("00D09E", "1").with("2 PERIODIC").build()}. */
public final class Arrivals {

    public static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private static final AtomicLong NUMBERS = new AtomicLong();

    private Identity identity = new Identity("Acme", "00D09E", "Router", "1");
    private final List<String> events = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private List<String> macs = List.of();
    private Instant at = T0;
    private Arrival.Proof proof = Arrival.Proof.NONE;
    private String peer = "192.0.2.1";
    private int keyVersion;
    private long nonceIssued;
    private int nonceCount;
    private Arrival.Rules rules = new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.QUARANTINE);
    private String operation = "op-" + NUMBERS.incrementAndGet();

    private Arrivals() {}

    public static Arrivals anArrival() {
        return new Arrivals();
    }

    public Arrivals of(String oui, String serialNumber) {
        return of(new Identity("Acme", oui, "Router", serialNumber));
    }

    public Arrivals of(Identity who) {
        identity = who;
        return this;
    }

    public Arrivals with(String event) {
        events.add(event);
        return this;
    }

    public Arrivals reporting(String path, String value) {
        parameters.add(Parameter.of(path, value, ParameterType.STRING, at));
        return this;
    }

    public Arrivals onboardingBy(Credential shared) {
        rules = new Arrival.Rules(rules.unknown(), rules.afterReset(), rules.silence(), shared);
        return this;
    }

    public Arrivals withMac(String mac) {
        macs = List.of(mac);
        return this;
    }

    public Arrivals at(Instant when) {
        at = when;
        return this;
    }

    public Arrivals calling(String address) {
        peer = address;
        return this;
    }

    public Arrivals provenBy(Arrival.Proof how) {
        proof = how;
        return this;
    }

    public Arrivals withKeyVersion(int version) {
        proof = Arrival.Proof.DERIVED;
        keyVersion = version;
        return this;
    }

    public Arrivals withNonce(long issued, int count) {
        nonceIssued = issued;
        nonceCount = count;
        return this;
    }

    public Arrivals under(Arrival.Unknown unknown, Arrival.AfterReset afterReset) {
        rules = new Arrival.Rules(unknown, afterReset, rules.silence(), rules.onboarding());
        return this;
    }

    public Arrivals watchedBy(SilenceRules silence) {
        rules = new Arrival.Rules(rules.unknown(), rules.afterReset(), silence, rules.onboarding());
        return this;
    }

    public Arrivals operation(String id) {
        operation = id;
        return this;
    }

    /** What a commit of the session that this arrival opened says of it. */
    public static Commit.Subject subject(Arrival arrival, long version) {
        var identity = arrival.identity();
        var model = new ModelKey(identity.oui(), identity.productClass(), "");
        return new Commit.Subject(arrival.session(), version, arrival.device(), model);
    }

    public Arrival build() {
        var device = DeviceId.of(IdentityScheme.OUI_SERIAL, identity);
        return new Arrival(
                operation,
                new SessionKey(device, String.format("%032x", NUMBERS.incrementAndGet())),
                device,
                identity,
                new Arrival.Caller(at, peer, proof, keyVersion, nonceIssued, nonceCount),
                new Arrival.Facts(
                        events.isEmpty() ? List.of("2 PERIODIC") : List.copyOf(events),
                        0,
                        List.copyOf(parameters),
                        macs,
                        Set.of()),
                rules,
                new TestSession(device, Duration.ofSeconds(60), "opening"));
    }
}
