package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.HandOver.State;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** A device that is given to another ACS while policies want it to call this one. */
class HandOversTest {
    private static final String URL = "Device.ManagementServer.URL";
    private static final String USERNAME = "Device.ManagementServer.Username";
    private static final String PASSWORD = "Device.ManagementServer.Password";
    private static final String INTERVAL = "Device.ManagementServer.PeriodicInformInterval";
    private static final String HERE = "http://here/";
    private static final String THERE = "http://there/";
    private static final TaskSpec.HandOver ORDER = new TaskSpec.HandOver(THERE, "moved", "their secret", 600, null);

    private final PolicyRig device = new PolicyRig();

    @BeforeEach
    void begin() {
        device.values.putAll(Map.of(URL, HERE, USERNAME, "00D09E-1", PASSWORD, "", INTERVAL, "3600"));
        device.hidden.add(PASSWORD);
        device.policy(
                "onboarding", "{'values': {'cwmp.url': '" + HERE + "', 'cwmp.password': {'cel': 'secrets.cwmp'}}}");
        device.session("0 BOOTSTRAP");
        device.session("2 PERIODIC");
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    private HandOver handOver() {
        return Objects.requireNonNull(device.rig.registration.handOver());
    }

    private Task handOverByATask() {
        var task = device.rig.order(ORDER);
        device.session("2 PERIODIC");
        return device.rig.task(task.id());
    }

    @Test
    void allIsSetAtOnceAndPoliciesDoNotSetItBack() {
        var task = device.rig.order(ORDER);

        assertThat(device.session("2 PERIODIC")).containsExactly("GetParameterValues", "SetParameterValues");

        assertThat(device.setValues())
                .isEqualTo(Map.of(URL, THERE, USERNAME, "moved", PASSWORD, "their secret", INTERVAL, "600"));
        assertThat(device.rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(handOver().state()).isEqualTo(State.LEAVING);
        assertThat(handOver().former()).isEqualTo(new HandOver.Former(HERE, "00D09E-1", true));
        assertThat(handOver().toString()).doesNotContain("secret");
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(handOver().state()).isEqualTo(State.LEAVING);
    }

    @Test
    void aDeviceThatRefusesHasFailedAndWhatItSaidIsKept() {
        device.refused.put(URL, 9007);

        var task = handOverByATask();

        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(handOver().state()).isEqualTo(State.FAILED);
        assertThat(handOver().reason()).contains("9003", URL + ": 9007 refused");
        assertThat(device.rig.registration.isAway()).isFalse();
    }

    @Test
    void ofWhatItSaysAtGreatLengthOnlyTheBeginningIsKept() {
        device.refused.put(URL, 9007);
        device.refusal = "refused".repeat(100_000);

        handOverByATask();

        assertThat(handOver().state()).isEqualTo(State.FAILED);
        assertThat(handOver().reason())
                .startsWith("fault 9003 Invalid arguments (" + URL + ": 9007 refused")
                .hasSizeLessThan(1_100);
    }

    @Test
    void aDeviceThatStaysHasFailedAfterAWhileAndItsPoliciesHoldAgain() {
        handOverByATask();

        // It calls each ten minutes and a little, so it is given half an hour and a little.
        for (int i = 0; i < 3; i++) {
            assertThat(device.session("2 PERIODIC")).isEmpty();
        }
        device.session("2 PERIODIC");

        assertThat(handOver().state()).isEqualTo(State.FAILED);
        assertThat(handOver().reason()).contains("still calls here");
        assertThat(device.setValues()).isEqualTo(Map.of(URL, HERE, PASSWORD, "cwmp of 00D09E-1"));
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aDeviceThatHadGoneIsWelcomeAndIsWhatItWasBefore() {
        handOverByATask();
        device.rig.registration =
                device.rig.registration.handedOver(handOver().to(State.HANDED_OVER, device.rig.now, ""));
        device.values.put(URL, HERE);

        device.session("0 BOOTSTRAP");

        assertThat(handOver().state()).isEqualTo(State.RETURNED);
        assertThat(device.setValues()).isEqualTo(Map.of(PASSWORD, "cwmp of 00D09E-1"));
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void aDeviceThatIsResetBeforeItIsMissedIsBack() {
        handOverByATask();
        device.values.put(URL, HERE);

        device.session("0 BOOTSTRAP");

        assertThat(handOver().state()).isEqualTo(State.RETURNED);
        assertThat(handOver().reason()).contains("reset or sent back");
    }

    @Test
    void whoIsGivenToAnotherOneOnceMoreStillKnowsTheWayBackHere() {
        handOverByATask();
        device.rig.order(new TaskSpec.HandOver("http://elsewhere/", "moved", "their secret", null, null));

        device.session("2 PERIODIC");

        assertThat(device.values).containsEntry(URL, "http://elsewhere/");
        assertThat(handOver().url()).isEqualTo("http://elsewhere/");
        assertThat(handOver().former()).isEqualTo(new HandOver.Former(HERE, "00D09E-1", true));
    }

    @Test
    void whatTakesItBackEndsIt() {
        device.setStatus = 1;
        handOverByATask();
        assertThat(handOver().state()).as("it will go when it boots").isEqualTo(State.LEAVING);
        var undo = device.rig.order(new TaskSpec.SetParameterValues(
                List.of(new Assignment(TaskSpec.HandOver.URL, HERE, ParameterType.STRING))));
        device.rig.registration = device.rig.registration.handedOver(handOver().undoneBy(undo.id()));

        device.setStatus = 0;
        device.session("2 PERIODIC");

        assertThat(handOver().state()).isEqualTo(State.TAKEN_BACK);
        assertThat(device.values).containsEntry(URL, HERE);
        device.session("2 PERIODIC");
        assertThat(handOver().state()).isEqualTo(State.TAKEN_BACK);
    }

    @Test
    void passwordsAreNotRotatedMeanwhile() {
        handOverByATask();
        device.rig.registration = device.rig.registration.rotated(device.rig.now);

        assertThat(device.session("2 PERIODIC")).isEmpty();
    }
}
