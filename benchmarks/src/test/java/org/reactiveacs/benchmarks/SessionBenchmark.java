package org.reactiveacs.benchmarks;

import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Registration;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.Opening;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.SessionStep;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.store.record.StoreFormat;

/** What the rules make of an ordinary session, without any input or output. */
@State(Scope.Benchmark)
public class SessionBenchmark {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-GW00000001");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionEngine engine =
            new SessionEngine(new SessionEngine.Settings(Duration.ofSeconds(60), new MacPaths(Map.of())));
    private final Inform inform = anInform()
            .from("00D09E", "GW00000001")
            .with("2 PERIODIC")
            .reporting("Device.DeviceInfo.SoftwareVersion", "3.2.1")
            .reporting("Device.ManagementServer.ConnectionRequestURL", "http://192.0.2.7:7547/abcdefghijkl")
            .build();
    private final Opening opening = Opening.of(
            DEVICE,
            Envelope.of(CwmpVersion.V1_2, Header.ofId("1"), inform),
            inform,
            1,
            engine.timeoutOf(Header.ofId("1")));
    private final Arrival arrival = arrival();
    private final Device known = device(null);
    private final byte[] head = DeviceCodec.encode(known, StoreFormat.NEWEST);

    private Arrival arrival() {
        var who = inform.deviceId();
        return new Arrival(
                "operation",
                SessionKey.of(DEVICE, "token"),
                DEVICE,
                new Identity(who.manufacturer(), who.oui(), who.productClass(), who.serialNumber()),
                new Arrival.Caller(NOW, "192.0.2.7", Arrival.Proof.NONE, 0, 0, 0),
                new Arrival.Facts(
                        SessionEngine.eventCodes(inform),
                        0,
                        inform.parameterList().stream()
                                .map(value -> Parameter.of(value.name(), value.value(), value.type(), NOW))
                                .toList(),
                        List.of(),
                        Set.of()),
                new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.QUARANTINE),
                opening);
    }

    private Device device(@org.jspecify.annotations.Nullable Device before) {
        return Objects.requireNonNull(Reception.receive(before, Registration.NONE, ModelTraits.NONE, arrival)
                .device());
    }

    /** The Inform of a known device judged and answered, and the empty POST after it answered, with nothing to do. */
    @Benchmark
    public Object wholeSession() {
        var received = Reception.receive(known, Registration.NONE, ModelTraits.NONE, arrival);
        var opened = new Opened(
                received.verdict(), received.device(), known, Registration.NONE, List.of(), ModelTraits.NONE, false);
        SessionStep begun = engine.begin(opened, opening, NOW);
        return engine.step(begun.session(), Incoming.NOTHING, begun.view(), NOW);
    }

    @Benchmark
    public Object encodeHead() {
        return DeviceCodec.encode(known, StoreFormat.NEWEST);
    }

    @Benchmark
    public Object decodeHead() {
        return DeviceCodec.decode(head);
    }
}
