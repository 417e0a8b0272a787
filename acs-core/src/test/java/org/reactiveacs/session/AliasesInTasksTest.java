package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskSpec.SequenceStep;
import org.reactiveacs.task.TaskStatus;

/** Names in the place of paths in tasks become the device's own paths when it calls. */
class AliasesInTasksTest {

    private final PolicyRig device = new PolicyRig();

    private static TaskSpec set(String name, String value) {
        return new TaskSpec.SetParameterValues(List.of(new Assignment(name, value, null)));
    }

    private static TaskSpec read(String name) {
        return new TaskSpec.GetParameterValues(List.of(name));
    }

    private Task order(TaskSpec spec) {
        return device.rig.order(spec);
    }

    private Task after(Task order) {
        return device.rig.task(order.id());
    }

    private String problem(Task order) {
        assertThat(after(order).status()).isEqualTo(TaskStatus.FAILED);
        return Objects.requireNonNull(after(order).outcome().fault()).text();
    }

    @Test
    void aTaskSetsTheDevicesOwnParameterAndKeepsItsName() {
        device.values.put("Device.WiFi.SSID.1.SSID", "old");
        var order = order(set("wifi.24.ssid", "new"));

        device.session("2 PERIODIC");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.WiFi.SSID.1.SSID", "new"));
        assertThat(after(order).status()).isEqualTo(TaskStatus.DONE);
        assertThat(after(order).spec()).isEqualTo(order.spec());
    }

    @Test
    void eachStepOfASequenceMeansWhatItsNameStandsForWhenItIsDone() {
        device.aliases(
                "{'box.led': [{'softwareVersion': '>=2', 'path': 'Device.LED.On'}, {'path': 'Device.Lamp.On'}]}");
        device.values.put("Device.Lamp.On", "0");
        var order = order(new TaskSpec.Sequence(
                List.of(new SequenceStep(set("box.led", "1"), null), new SequenceStep(set("box.led", "2"), "1 BOOT"))));

        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Lamp.On", "1"));
        device.values.put("Device.DeviceInfo.SoftwareVersion", "2.0");
        device.values.put("Device.LED.On", "0");
        device.session("1 BOOT");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.LED.On", "2"));
        assertThat(after(order).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aNameThatStandsForNothingAtTheDeviceFailsItsTaskAndNothingIsSent() {
        device.aliases("{'box.led': [{'productClass': 'Other*', 'path': 'Device.LED.On'}]}");
        var order = order(read("box.led"));

        assertThat(device.session("2 PERIODIC")).isEmpty();

        assertThat(problem(order))
                .contains("'box.led' stands for no parameter", "product class 'Box'", "firmware '1.0'");
    }

    @Test
    void aNewNameMayBeKnownElsewhereBeforeItIsHere() {
        device.values.put("Device.LED.On", "0");
        device.rig.inform(device.inform("2 PERIODIC"));
        var order = order(read("box.led"));

        assertThat(device.rig.nothing()).isInstanceOf(Reply.End.class);
        assertThat(after(order).status()).isEqualTo(TaskStatus.QUEUED);

        device.aliases("{'box.led': 'Device.LED.On'}");
        device.session("2 PERIODIC");
        assertThat(after(order).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aNameThatWasTakenAwayFailsItsTask() {
        var order = order(read("box.led"));

        assertThat(device.session("2 PERIODIC")).isEmpty();

        assertThat(problem(order)).contains("no alias is called 'box.led'");
    }

    @Test
    void aParameterThatIsNamedTwiceIsNotSentTwice() {
        var order = order(new TaskSpec.SetParameterValues(List.of(
                new Assignment("wifi.24.ssid", "a", null), new Assignment("Device.WiFi.SSID.1.SSID", "b", null))));

        assertThat(device.session("2 PERIODIC")).isEmpty();

        assertThat(problem(order)).contains("'Device.WiFi.SSID.1.SSID' is named twice");
    }

    @Test
    void tasksOfPoliciesMayHaveNamesToo() {
        device.values.put("Device.WiFi.SSID.1.SSID", "old");
        device.policy(
                "look", "{'tasks': [{'task': {'kind': 'setParameterValues', 'values': {'wifi.24.ssid': 'new'}}}]}");

        device.session("2 PERIODIC");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.WiFi.SSID.1.SSID", "new"));
    }

    @Test
    void whatIsSetByANameIsNotPrinted() {
        assertThat(set("wan.pppoe.password", "hush").toString()).doesNotContain("hush");
    }
}
