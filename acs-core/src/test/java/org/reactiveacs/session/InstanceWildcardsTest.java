package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Settled;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Reads of all instances by one name, where models take that, message by message. */
class InstanceWildcardsTest {

    private final PolicyRig device = new PolicyRig();

    InstanceWildcardsTest() {
        for (int i = 1; i <= 3; i++) {
            device.values.put("Device.Line." + i + ".Enable", "0");
            device.values.put("Device.Line." + i + ".Stats.BytesSent", "123");
            device.values.put("Device.Line." + i + ".Alias", "line-" + i);
        }
    }

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    private List<List<String>> read() {
        return device.requests.stream()
                .filter(GetParameterValues.class::isInstance)
                .map(request -> ((GetParameterValues) request).parameterNames())
                .toList();
    }

    private Map<String, String> enabled() {
        var enabled = new TreeMap<String, String>();
        device.values.forEach((path, value) -> {
            if (path.endsWith(".Enable")) {
                enabled.put(path, value);
            }
        });
        return enabled;
    }

    @Test
    void aModelIsAskedOnceWhetherItTakesThemAndThenOnlyForWhatIsWanted() {
        device.offerWildcards();
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");

        device.session("1 BOOT");

        assertThat(read()).containsExactly(List.of(PolicyRig.INSTANCE_WILDCARDS), List.of("Device.Line.*.Enable"));
        assertThat(enabled().values()).containsOnly("1");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.rig.tree.get("Device.Line.1.Stats.BytesSent")).isNull();
        assertThat(device.session("2 PERIODIC")).isEmpty();

        device.session("0 BOOTSTRAP");
        assertThat(read()).containsExactly(List.of("Device.Line.*.Enable"));
    }

    @Test
    void anInstanceThatWasNotKnownIsFoundAndOneThatIsGoneIsForgotten() {
        device.offerWildcards();
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");
        device.session("1 BOOT");
        device.values.keySet().removeIf(path -> path.startsWith("Device.Line.2."));
        device.values.put("Device.Line.9.Enable", "0");

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEqualTo(Map.of("Device.Line.9.Enable", "1"));
        assertThat(device.rig.tree.instances("Device.Line.")).containsExactly("1", "3", "9");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aModelThatSaysNothingOfThemIsReadWholeAndNotAskedAgain() {
        device.values.put("Device.RootDataModelVersion", "2.17");
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");

        assertThat(device.session("1 BOOT"))
                .containsExactly("GetParameterNames", "GetParameterValues", "SetParameterValues");
        assertThat(read()).containsExactly(List.of("Device.Line."));

        assertThat(device.session("0 BOOTSTRAP")).containsExactly("GetParameterValues");
    }

    @Test
    void aModelOfBeforeThereWereAnyIsNotAskedAtAll() {
        device.values.put(PolicyRig.INSTANCE_WILDCARDS, "true");
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");

        assertThat(device.session("1 BOOT")).containsExactly("GetParameterValues", "SetParameterValues");
        assertThat(read()).containsExactly(List.of("Device.Line."));
    }

    @Test
    void whatIsKnownFromAReadingOfAllIsNotAskedFor() {
        device.offerWildcards();
        device.rig.order(new TaskSpec.Refresh("Device."));
        device.session("1 BOOT");
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");

        device.session("2 PERIODIC");

        assertThat(read()).containsExactly(List.of("Device.Line.*.Enable"));
    }

    @Test
    void aModelThatRefusesThemForAllItSaysIsReadWholeFromThenOn() {
        device.offerWildcards();
        device.stars = PolicyRig.Stars.REFUSED;
        device.policy("on", "{'values': {'Device.Line.*.Enable': '1', 'Device.Other.*.X': '2'}}");
        device.values.put("Device.Other.4.X", "1");
        device.values.put("Device.Name", "a");

        device.session("1 BOOT");

        assertThat(enabled().values()).containsOnly("1");
        assertThat(device.values).containsEntry("Device.Other.4.X", "2");
        assertThat(read())
                .containsExactly(
                        List.of(PolicyRig.INSTANCE_WILDCARDS),
                        List.of("Device.Line.*.Enable", "Device.Other.*.X"),
                        List.of("Device.Line.*.Enable"),
                        List.of("Device.Line."),
                        List.of("Device.Other."));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);

        device.session("0 BOOTSTRAP");
        assertThat(read()).containsExactly(List.of("Device.Line.", "Device.Other."));
    }

    @Test
    void whatAModelAnswersWithNothingIsLookedAtOnceMoreBeforeItIsBelieved() {
        device.offerWildcards();
        device.stars = PolicyRig.Stars.IGNORED;
        device.policy("line", "{'objects': [{'path': 'Device.Line.', 'keys': {'Alias': 'line-2'}}]}");

        device.session("1 BOOT");

        assertThat(device.requests).extracting(request -> request.rpcName()).doesNotContain("AddObject");
        assertThat(read()).endsWith(List.of("Device.Line."));
        device.session("0 BOOTSTRAP");
        assertThat(read()).containsExactly(List.of("Device.Line."));
    }

    @Test
    void aParameterThatNoInstanceHasSaysNothingOfTheModel() {
        device.offerWildcards();
        device.stars = PolicyRig.Stars.TAKEN;
        device.policy("slip", "{'values': {'Device.Line.*.Enabel': '1'}}");
        device.session("1 BOOT");

        device.policy("on", "{'values': {'Device.Line.*.Enable': '1'}}");
        device.session("2 PERIODIC");

        assertThat(read()).containsExactly(List.of("Device.Line.*.Enable"));
    }

    @Test
    void instancesAreFoundByTheirAliasWithoutReadingAllThatIsInThem() {
        device.offerWildcards();
        device.policy("line", "{'values': {'Device.Line.[line-2].Enable': '1'}}");

        device.session("1 BOOT");

        assertThat(read())
                .containsExactly(
                        List.of(PolicyRig.INSTANCE_WILDCARDS), List.of("Device.Line.*.Alias", "Device.Line.*.Enable"));
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Line.2.Enable", "1"));
    }

    @Test
    void objectsAreKnownByTheirKeysAlone() {
        device.offerWildcards();
        device.policy(
                "line",
                "{'objects': [{'path': 'Device.Line.', 'keys': {'Alias': 'line-3'}, 'values': {'Enable': '1'}}]}");

        device.session("1 BOOT");

        assertThat(read()).endsWith(List.of("Device.Line.*.Alias", "Device.Line.*.Enable"));
        assertThat(device.setValues()).isEqualTo(Map.of("Device.Line.3.Enable", "1"));
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
    }

    @Test
    void aTaskIsToldWhatItAskedForWhetherTheModelTakesThemOrNot() {
        device.stars = PolicyRig.Stars.TAKEN;
        var first = device.rig.order(new TaskSpec.GetParameterValues(List.of("Device.Line.*.Enable")));
        device.session("2 PERIODIC");
        assertThat(read()).containsExactly(List.of("Device.Line.*.Enable"));

        device.stars = PolicyRig.Stars.REFUSED;
        var second = device.rig.order(new TaskSpec.GetParameterValues(List.of("Device.Line.*.Enable")));
        device.session("2 PERIODIC");
        assertThat(read()).containsExactly(List.of("Device.Line.*.Enable"), List.of("Device.Line."));

        for (var id : List.of(first.id(), second.id())) {
            assertThat(device.rig.task(id).status()).isEqualTo(TaskStatus.DONE);
            assertThat(device.rig.task(id).outcome().values())
                    .extracting(Parameter::path)
                    .containsExactly("Device.Line.1.Enable", "Device.Line.2.Enable", "Device.Line.3.Enable");
        }
    }

    @Test
    void aTaskThatAsksForWhatNoInstanceHasIsToldSo() {
        device.offerWildcards();
        device.stars = PolicyRig.Stars.REFUSED;
        var task = device.rig.order(new TaskSpec.GetParameterValues(List.of("Device.Line.*.Enabel")));

        device.session("2 PERIODIC");

        var fault = Objects.requireNonNull(device.rig.task(task.id()).outcome().fault());
        assertThat(fault.code()).isEqualTo(9005);
        assertThat(fault.parameters()).extracting(one -> one.path()).containsExactly("Device.Line.*.Enabel");
    }

    @Test
    void namesOfAllInstancesAreFoundOut() {
        for (var stars : List.of(PolicyRig.Stars.TAKEN, PolicyRig.Stars.REFUSED)) {
            device.stars = stars;
            var task = device.rig.order(new TaskSpec.GetParameterNames("Device.Line.*.", true));
            device.session("2 PERIODIC");

            assertThat(device.rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
            assertThat(String.valueOf(
                            device.rig.task(task.id()).outcome().facts().get("ParameterList")))
                    .contains("Device.Line.1.Enable", "Device.Line.3.Stats.")
                    .doesNotContain("BytesSent");
        }
        device.rig.order(new TaskSpec.Refresh("Device.Line.*.Stats."));
        device.session("2 PERIODIC");
        assertThat(Objects.requireNonNull(device.rig.tree.get("Device.Line.3.Stats.BytesSent"))
                        .value())
                .isEqualTo("123");
        assertThat(Objects.requireNonNull(device.rig.tree.get("Device.Line.3.Enable"))
                        .value())
                .isNull();
    }
}
