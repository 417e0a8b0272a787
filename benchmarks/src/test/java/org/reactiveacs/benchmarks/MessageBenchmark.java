package org.reactiveacs.benchmarks;

import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpReader;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.simulator.model.ModelKind;

/** Messages read and written whole. */
@State(Scope.Benchmark)
public class MessageBenchmark {
    private final CwmpWriter writer = new CwmpWriter();
    private final Envelope answer = envelope(new InformResponse(1));
    private final byte[] inform = writer.toBytes(envelope(anInform()
            .from("00D09E", "GW00000001")
            .with("2 PERIODIC")
            .reporting("Device.DeviceInfo.HardwareVersion", "1.0")
            .reporting("Device.DeviceInfo.SoftwareVersion", "3.2.1")
            .reporting("Device.DeviceInfo.ProvisioningCode", "")
            .reporting("Device.ManagementServer.ParameterKey", "")
            .reporting("Device.ManagementServer.ConnectionRequestURL", "http://192.0.2.7:7547/abcdefghijkl")
            .reporting("Device.ManagementServer.AliasBasedAddressing", "0", ParameterType.BOOLEAN)
            .reporting("Device.IP.Interface.1.IPv4Address.1.IPAddress", "192.0.2.7")
            .build()));
    private final byte[] values = writer.toBytes(envelope(new GetParameterValuesResponse(values())));

    private static Envelope envelope(CwmpMessage message) {
        return Envelope.of(CwmpVersion.V1_2, Header.ofId("1"), message);
    }

    /** All that a gateway with 800 parameters has. */
    static ParameterTree tree(String serial) {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        return new GatewayTree(ModelKind.TR181.schema(), "Router", "3.2.1", now).of(serial, "192.0.2.7", 800);
    }

    private static List<ParameterValueStruct> values() {
        return tree("GW00000001").all().stream()
                .map(parameter -> new ParameterValueStruct(
                        parameter.path(), Optional.ofNullable(parameter.value()).orElse(""), parameter.type()))
                .toList();
    }

    @Benchmark
    public Object readInform() throws CwmpReadException {
        return read(inform);
    }

    @Benchmark
    public Object read800Values() throws CwmpReadException {
        return read(values);
    }

    @Benchmark
    public Object writeInformResponse() {
        return writer.toBytes(answer);
    }

    private static Envelope read(byte[] body) throws CwmpReadException {
        try (var reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            reader.feed(body);
            return reader.finish().orElseThrow();
        }
    }
}
