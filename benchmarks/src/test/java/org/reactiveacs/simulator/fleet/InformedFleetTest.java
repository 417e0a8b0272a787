package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.node.ObjectNode;

/** Devices of both data models, of which those that can put into their Informs what policies look at. */
class InformedFleetTest {
    private static final int DEVICES = 2;
    private static final String UPTIME = "Device.DeviceInfo.UpTime";

    @Test
    void whatAPolicyLooksAtIsKnownAtEachVisitAndNeverRead(@TempDir Path directory) throws Exception {
        try (Acs node = RunningAcs.start(directory);
                Fleet fleet = IdleFleet.of(IdleFleet.options(node, FleetOptions.Mix.MIXED, "INF", DEVICES))) {
            var policy = (ObjectNode) OperatorClient.of(node).send("GET", "/policies/inform-parameters", "");
            OperatorClient.of(node)
                    .send(
                            "PUT",
                            "/policies/inform-parameters",
                            policy.put("enabled", true).toString());
            OperatorClient.of(node).send("PUT", "/policies/old", """
                    {"when": "int(params['%s']) > 1000000", "tags": {"add": ["old"]}}""".formatted(UPTIME));
            IdleFleet.callAll(fleet);
            IdleFleet.callAll(fleet);

            var since = fleet.countAnew();
            Set<String> seen = new HashSet<>();
            Await.until("it happens", () -> {
                IdleFleet.callAll(fleet);
                seen.add(uptime(node));
                return seen.size() >= 2;
            });

            assertThat(since.of(Group.ORDINARY).rpcs()).isEmpty();
        }
    }

    /** The only device that has the parameter is of TR-181. */
    private String uptime(Acs node) throws Exception {
        for (var device : OperatorClient.of(node)
                .send("GET", "/devices?fields=" + UPTIME, "")
                .at("/items")) {
            var value = device.at("/parameters/" + UPTIME).asString("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        throw new AssertionError("no device tells how long it is up");
    }
}
