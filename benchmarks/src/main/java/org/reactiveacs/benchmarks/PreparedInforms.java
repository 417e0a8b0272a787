package org.reactiveacs.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.simulator.cpe.CpeSession;
import org.reactiveacs.simulator.cpe.Move;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.model.ModelKind;
import org.reactiveacs.simulator.model.Schema;

/** Whole HTTP requests with periodic Informs of a fleet's devices, made before the measurement. */
final class PreparedInforms {
    private static final int ANY_PORT = 7547;

    private final byte[][] requests;

    /** The port of the server is in none of them, so they do for any. */
    PreparedInforms(int devices) {
        FleetOptions fleet = SessionCost.fleet(ANY_PORT, devices);
        requests = new byte[fleet.devices()][];
        CwmpWriter writer = new CwmpWriter();
        Map<ModelKind, Schema> schemas = new EnumMap<>(ModelKind.class);
        for (int i = 0; i < requests.length; i++) {
            Schema schema = schemas.computeIfAbsent(fleet.kind(i + 1), ModelKind::schema);
            byte[] body = writer.toBytes(periodic(fleet, i + 1, schema));
            byte[] head =
                    ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: \r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(US_ASCII);
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            requests[i] = request;
        }
    }

    byte[] get(int device) {
        return requests[device];
    }

    /** Of a whole request, headers included. */
    long averageBytes() {
        return Arrays.stream(requests).mapToLong(request -> request.length).sum() / requests.length;
    }

    int devices() {
        return requests.length;
    }

    private static Envelope periodic(FleetOptions fleet, int number, Schema schema) {
        Instant now = Instant.now();
        VirtualCpe cpe = fleet.device(number, schema, new SplittableRandom(number), now);
        CpeSession first = cpe.open(now);
        first.begin();
        first.receive(Envelope.of(CwmpVersion.V1_2, Header.ofId("1"), new InformResponse(1)), now);
        cpe.closed(true, now);
        Move inform =
                cpe.open(now.plus(fleet.interval()).plus(Duration.ofSeconds(1))).begin();
        if (inform instanceof Move.Say say) {
            return say.envelope();
        }
        throw new IllegalStateException("a session began with " + inform);
    }
}
