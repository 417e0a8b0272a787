package org.reactiveacs.benchmarks;

import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Registration;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.Opening;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.SessionStep;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.store.record.StoreFormat;

/** What the rules make of an ordinary session, without any input or output. */
@State(Scope.Benchmark)
public class SessionBenchmark {
    private static final String SOFTWARE_VERSION = "Device.DeviceInfo.SoftwareVersion";
    private static final String CONNECTION_REQUEST_URL = "Device.ManagementServer.ConnectionRequestURL";
    private static final String URL = "http://192.0.2.7:7547/abcdefghijkl";
    private static final int VISITS = 40;
    private static final Identity DEVICE_IDENTITY = new Identity("Acme", "00D09E", "Router", "GW00000001");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SessionEngine engine =
            new SessionEngine(new SessionEngine.Settings(Duration.ofSeconds(60), new MacPaths(Map.of())));
    private final Inform inform = anInform()
            .from("00D09E", "GW00000001")
            .with("2 PERIODIC")
            .reporting(SOFTWARE_VERSION, "3.2.1")
            .reporting(CONNECTION_REQUEST_URL, URL)
            .build();
    private final Opening opening = Opening.of(
            DeviceId.of(IdentityScheme.OUI_SERIAL, DEVICE_IDENTITY),
            Envelope.of(CwmpVersion.V1_2, Header.ofId("1"), inform),
            inform,
            1,
            engine.timeoutOf(Header.ofId("1")));
    private final Arrival arrival = anArrival()
            .of(DEVICE_IDENTITY)
            .at(NOW)
            .with("2 PERIODIC")
            .reporting(SOFTWARE_VERSION, "3.2.1")
            .reporting(CONNECTION_REQUEST_URL, URL)
            .build();
    private final Device known = known();
    private final byte[] head = DeviceCodec.encode(known, StoreFormat.NEWEST);

    public SessionBenchmark() {
        if (!wholeSession().ends()) {
            throw new IllegalStateException("the session is not over, so there is something to do");
        }
    }

    /** A device that has called so often that its head forgets visits. */
    private Device known() {
        @Nullable Device device = null;
        for (int i = 0; i < VISITS; i++) {
            device = Reception.receive(device, Registration.NONE, ModelTraits.NONE, arrival)
                    .device();
        }
        return Objects.requireNonNull(device);
    }

    /** The Inform of a known device judged and answered, and the empty POST after it answered, with nothing to do. */
    @Benchmark
    public SessionStep wholeSession() {
        var received = Reception.receive(known, Registration.NONE, ModelTraits.NONE, arrival);
        var opened = new Opened(
                received.verdict(),
                received.device(),
                Earlier.of(known, received.device()),
                Registration.NONE,
                List.of(),
                ModelTraits.NONE,
                null);
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
