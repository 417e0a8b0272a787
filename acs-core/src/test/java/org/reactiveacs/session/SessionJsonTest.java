package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.task.TaskSpec;

/** Sessions in bytes, as nodes of two versions pass them to one another. */
class SessionJsonTest {

    private static final String MAC = "Device.Ethernet.Interface.1.MACAddress";

    private static String written(PolicyRig device) {
        return new String(new SessionJson().encode(device.rig.session()), StandardCharsets.UTF_8);
    }

    @Test
    void whatOlderVersionsDoNotKnowIsOnlyInSessionsThatNeedIt() {
        var device = new PolicyRig();
        device.rig.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        device.rig.inform(device.inform("2 PERIODIC"));
        device.rig.nothing();

        assertThat(written(device)).contains("ReadWork").doesNotContain("guesses", "probesMacs");
    }

    @Test
    void whatIsReadAlongAndStillToBeProbedComesBack() {
        var device = new PolicyRig(List.of(MAC));
        device.rig.traits = device.rig.traits.withMacPaths(java.util.Set.of(MAC));
        device.policy("x", "{'values': {'Device.X': '1'}}");
        device.rig.inform(device.inform("0 BOOTSTRAP"));
        device.rig.nothing();

        // That it comes back equal is seen with every message.
        assertThat(written(device)).contains("\"guesses\":[\"" + MAC + "\"]");
    }
}
