package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.cpe.Ability;

/** Devices that address by alias or take stars for instances, and those that do not: all end alike. */
class AddressingFleetTest {
    private static final int DEVICES = 3;
    private static final String TABLE = "Device.NAT.PortMapping.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private enum Offers {
        NOTHING,
        ALIASES,
        WILDCARDS,
        BOTH;

        Set<Ability> abilities() {
            return switch (this) {
                case NOTHING -> Set.of();
                case ALIASES -> Set.of(Ability.ALIASES);
                case WILDCARDS -> Set.of(Ability.WILDCARDS);
                case BOTH -> EnumSet.allOf(Ability.class);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Offers.class)
    void allGetWhatTheirPolicyWantsOnce(Offers offers) throws Exception {
        Queue<AddObject> made = new ConcurrentLinkedQueue<>();
        try (Acs node = RunningAcs.start(directory);
                Fleet fleet = fleet(node, offers.abilities(), made)) {
            var operator = OperatorClient.of(node);
            operator.send("PUT", "/policies/ports", """
                    {"objects": [{"path": "Device.NAT.PortMapping.[game].",
                                  "values": {"ExternalPort": 27015, "Protocol": "UDP", "Enable": true}}],
                     "values": {"Device.WiFi.SSID.*.Enable": true,
                                "Device.IP.Interface.[cpe-ip-2].MaxMTUSize": 1400}}""");

            IdleFleet.callAll(fleet);
            IdleFleet.callAll(fleet);
            var since = fleet.countAnew();
            IdleFleet.callAll(fleet);

            assertThat(since.of(Group.ORDINARY).rpcs()).isEmpty();
            assertThat(operator.count("policies = in_sync")).isEqualTo(DEVICES);
            assertThat(made)
                    .hasSize(DEVICES)
                    .extracting(AddObject::objectName)
                    .containsOnly(offers.abilities().contains(Ability.ALIASES) ? TABLE + "[game]." : TABLE);
            for (var values : values(fleet)) {
                assertThat(values)
                        .containsEntry(TABLE + "3.Alias", "game")
                        .containsEntry(TABLE + "3.ExternalPort", "27015")
                        .containsEntry("Device.WiFi.SSID.3.Enable", "1")
                        .containsEntry("Device.IP.Interface.2.MaxMTUSize", "1400")
                        .containsEntry("Device.IP.Interface.1.MaxMTUSize", "1500");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"InstanceNumber, 3", "InstanceAlias, [game]"})
    void aTaskSaysHowTheDeviceCallsWhatItMade(String mode, String instance) throws Exception {
        Queue<AddObject> made = new ConcurrentLinkedQueue<>();
        try (Acs node = RunningAcs.start(directory);
                Fleet fleet = fleet(node, Set.of(Ability.ALIASES), made)) {
            var operator = OperatorClient.of(node);
            operator.send("PUT", "/policies/mode", """
                    {"values": {"Device.ManagementServer.InstanceMode": "%s"}}""".formatted(mode));
            IdleFleet.callAll(fleet);
            var id = operator.send("GET", "/devices", "").at("/items/0/id").asString();
            var task = operator.send("POST", "/devices/" + id + "/tasks", """
                            {"kind": "addObject", "path": "Device.NAT.PortMapping.[game]", "values": {"ExternalPort": 27015}}""")
                    .at("/id")
                    .asString();

            IdleFleet.callAll(fleet);

            var ended = operator.send("GET", "/devices/" + id + "/tasks/" + task, "");
            assertThat(ended.at("/status").asString()).isEqualTo("done");
            assertThat(ended.toString()).contains(TABLE + instance + ".");
            var parameters = operator.send("GET", "/devices/" + id + "/parameters?path=" + TABLE, "");
            assertThat(parameters.toString()).contains(TABLE + instance + ".ExternalPort", "27015");
        }
    }

    private static Fleet fleet(Acs node, Set<Ability> abilities, Queue<AddObject> made) throws Exception {
        var options = new FleetOptions(
                "http://" + node.cwmpAddress() + "/",
                "",
                "",
                DEVICES,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "ADR",
                1,
                Lines.ORDINARY,
                abilities);
        return Fleet.idle(options, FleetSetup.plain(IdleFleet.network(), Trust.SYSTEM, (who, request, at) -> {
            if (request instanceof AddObject add) {
                made.add(add);
            }
        }));
    }

    private static List<Map<String, String>> values(Fleet fleet) throws Exception {
        Queue<Map<String, String>> all = new ConcurrentLinkedQueue<>();
        for (var device : fleet.devices()) {
            device.at(
                    System.nanoTime(),
                    one -> all.add(List.of(
                                    TABLE + "3.Alias",
                                    TABLE + "3.ExternalPort",
                                    "Device.WiFi.SSID.3.Enable",
                                    "Device.IP.Interface.1.MaxMTUSize",
                                    "Device.IP.Interface.2.MaxMTUSize")
                            .stream()
                            .collect(Collectors.toMap(
                                    path -> path, path -> one.cpe().value(path).orElse("")))));
        }
        Await.until("all tell", () -> all.size() == DEVICES);
        return List.copyOf(all);
    }
}
