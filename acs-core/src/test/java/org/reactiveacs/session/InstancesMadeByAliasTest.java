package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.InformBuilder;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Settled;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Instances that have their alias from the start, where devices make them so, message by message. */
class InstancesMadeByAliasTest {

    private static final String TABLE = "Device.NAT.PortMapping.";
    private static final String WEB =
            "{'objects': [{'path': 'Device.NAT.PortMapping.[web].', 'values': {'Port': {'value': 80, 'type': 'unsignedInt'}}}]}";

    private final PolicyRig device = new PolicyRig();

    private Settled.State state() {
        return device.rig.head().standing().settled().state();
    }

    private List<String> added() {
        return device.requests.stream()
                .filter(AddObject.class::isInstance)
                .map(request -> ((AddObject) request).objectName())
                .toList();
    }

    @Test
    void aPolicyHasTheInstanceMadeWithItsAliasAndSetsOnlyTheRest() {
        device.offerAliases();
        device.policy("ports", WEB);

        device.session("1 BOOT");

        assertThat(added()).containsExactly(TABLE + "[web].");
        assertThat(device.setValues()).containsOnlyKeys(TABLE + "11.Port");
        assertThat(device.values).containsEntry(TABLE + "11.Alias", "web").containsEntry(TABLE + "11.Port", "80");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void whereTheDeviceDoesNotSayThatItTakesAliasesTheInstanceIsGivenItAfterwards() {
        device.takesAliases = true;
        device.policy("ports", WEB);

        device.session("1 BOOT");

        assertThat(added()).containsExactly(TABLE);
        assertThat(device.setValues()).containsOnlyKeys(TABLE + "11.Alias", TABLE + "11.Port");
        assertThat(device.values).containsEntry(TABLE + "11.Alias", "web");
    }

    @Test
    void aModelThatMakesNoneByAliasIsAskedOtherwiseAndRemembered() {
        device.offerAliases();
        device.takesAliases = false;
        device.policy("ports", WEB);

        device.session("1 BOOT");

        assertThat(added()).containsExactly(TABLE + "[web].", TABLE);
        assertThat(device.values).containsEntry(TABLE + "11.Alias", "web").containsEntry(TABLE + "11.Port", "80");
        assertThat(state()).isEqualTo(Settled.State.IN_SYNC);

        device.policy("mail", WEB.replace("[web]", "[mail]"));
        device.session("2 PERIODIC");
        assertThat(added()).containsExactly(TABLE);
    }

    @Test
    void anAliasThatIsTakenMakesNoSecondInstanceAndTeachesNothingOfTheModel() {
        device.offerAliases();
        device.values.put(TABLE + "3.Alias", "web");
        var task = device.rig.order(new TaskSpec.AddObject(TABLE + "[web].", List.of()));

        device.session("2 PERIODIC");

        assertThat(added()).containsExactly(TABLE + "[web].");
        var fault = Objects.requireNonNull(device.rig.task(task.id()).outcome().fault());
        assertThat(fault.reason()).isEqualTo("aliasTaken");
        assertThat(fault.text()).contains(TABLE + "3.").contains("'web'");
        assertThat(device.rig.traits.has(Habit.NO_ALIAS_IN_ADD_OBJECT)).isFalse();
    }

    @Test
    void whatTheDeviceHasNoTableForTeachesNothingOfTheModel() {
        var rig = aliased("");
        var task = rig.order(new TaskSpec.AddObject("Device.None.[a].", List.of()));
        rig.inform(inform(""));
        rig.traits = rig.traits.withParameterKey(true);

        var reply = rig.nothing();
        for (int i = 0; i < 10 && reply instanceof Reply.Send; i++) {
            reply = rig.say(org.reactiveacs.cwmp.Fault.of(org.reactiveacs.cwmp.FaultCode.INVALID_PARAMETER_NAME));
        }

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(rig.traits.has(Habit.NO_ALIAS_IN_ADD_OBJECT)).isFalse();
    }

    @Test
    void aTaskMayNameTheAliasInItsPathAndStandsForItsTable() {
        device.offerAliases();
        var task = device.rig.order(
                new TaskSpec.AddObject(TABLE + "[web]", List.of(new Assignment("Protocol", "TCP", null))));

        device.session("2 PERIODIC");

        assertThat(added()).containsExactly(TABLE + "[web].");
        assertThat(device.setValues()).containsOnlyKeys(TABLE + "11.Protocol");
        assertThat(device.rig.task(task.id()).outcome().facts())
                .containsEntry("InstanceNumber", 11)
                .containsEntry("path", TABLE + "11.");
    }

    @Test
    void aLostAnswerIsSettledByTheParameterKeyAndTheInstanceIsFoundByItsAlias() {
        var rig = aliased("");
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        var task = rig.order(new TaskSpec.AddObject(
                TABLE + "[web].", List.of(new Assignment("Port", "80", ParameterType.UNSIGNED_INT))));
        rig.inform(inform(""));
        var add = EngineRig.message(rig.nothing(), AddObject.class);
        assertThat(add.objectName()).isEqualTo(TABLE + "[web].");
        assertThat(rig.lastWasDurable).isTrue();

        rig.now = rig.now.plus(Duration.ofMinutes(1));
        rig.inform(inform(add.parameterKey()));
        var called = EngineRig.message(rig.nothing(), GetParameterValues.class);
        assertThat(called.parameterNames()).containsExactly(TABLE + "[web].Alias");
        // The highest number is another's: somebody on the device's own pages was quicker.
        var names = EngineRig.message(rig.say(values(TABLE + "5.Alias", "web")), GetParameterNames.class);
        assertThat(names.parameterPath()).isEqualTo(TABLE + "5.");
        rig.say(new GetParameterNamesResponse(List.of(
                new ParameterInfoStruct(TABLE + "5.Alias", true), new ParameterInfoStruct(TABLE + "5.Port", true))));
        var set = EngineRig.message(
                rig.say(values(TABLE + "5.Alias", "web", TABLE + "5.Port", "0")), SetParameterValues.class);
        assertThat(set.parameterList()).extracting(ParameterValueStruct::name).containsExactly(TABLE + "5.Port");
        rig.say(new SetParameterValuesResponse(0));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aDeviceThatCallsItsInstancesByAliasIsHeardAsItSpeaks() {
        var rig = aliased("");
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        var task = rig.order(new TaskSpec.AddObject(
                TABLE + "[web].", List.of(new Assignment("Port", "80", ParameterType.UNSIGNED_INT))));
        rig.inform(inform(""));
        rig.nothing();
        rig.say(new AddObjectResponse(5, 0));
        var read = EngineRig.message(
                rig.say(new GetParameterNamesResponse(List.of(
                        new ParameterInfoStruct(TABLE + "[web].Alias", true),
                        new ParameterInfoStruct(TABLE + "[web].Port", true)))),
                GetParameterValues.class);
        assertThat(read.parameterNames()).containsExactly(TABLE + "[web].Alias", TABLE + "[web].Port");
        var set = EngineRig.message(
                rig.say(values(TABLE + "[web].Alias", "web", TABLE + "[web].Port", "0")), SetParameterValues.class);
        assertThat(set.parameterList()).extracting(ParameterValueStruct::name).containsExactly(TABLE + "[web].Port");
        rig.say(new SetParameterValuesResponse(0));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.tree.instances(TABLE)).containsExactly("[web]");
    }

    @Test
    void whileOneOfATableIsUnsettledNoneOfAnotherAliasIsMadeThere() {
        var rig = aliased("");
        var first = rig.order(new TaskSpec.AddObject(TABLE + "[a].", List.of()));
        rig.inform(inform(""));
        rig.nothing();
        EngineRig.message(rig.say(new GetParameterNamesResponse(List.of())), AddObject.class);
        rig.abandon();
        assertThat(rig.task(first.id()).status()).isEqualTo(TaskStatus.UNSETTLED);

        rig.order(new TaskSpec.AddObject(TABLE + "[b].", List.of()));
        rig.inform(inform(""));
        var verified = EngineRig.message(rig.nothing(), GetParameterNames.class);

        // The list tells of the first, and is not yet that of the second.
        assertThat(verified.parameterPath()).isEqualTo(TABLE);
        var again = EngineRig.message(rig.say(new GetParameterNamesResponse(List.of())), AddObject.class);
        assertThat(again.objectName()).isEqualTo(TABLE + "[a].");
    }

    private static EngineRig aliased(String key) {
        var rig = new EngineRig();
        rig.inform(inform(key));
        rig.nothing();
        return rig;
    }

    private static org.reactiveacs.cwmp.Inform inform(String key) {
        return InformBuilder.anInform()
                .from("00D09E", "1")
                .with("2 PERIODIC")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.ManagementServer.AliasBasedAddressing", "true")
                .reporting("Device.ManagementServer.ParameterKey", key)
                .build();
    }

    private static GetParameterValuesResponse values(String... pathsAndValues) {
        var told = new java.util.ArrayList<ParameterValueStruct>();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            told.add(new ParameterValueStruct(pathsAndValues[i], pathsAndValues[i + 1], ParameterType.STRING));
        }
        return new GetParameterValuesResponse(told);
    }
}
