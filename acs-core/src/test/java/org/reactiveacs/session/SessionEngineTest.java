package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.session.EngineRig.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformBuilder;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesFault;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Visit;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

class SessionEngineTest {

    private static final Reply END = new Reply.End();

    private final EngineRig rig = new EngineRig();

    private static InformBuilder anUsualInform() {
        return anInform()
                .from("00D09E", "1")
                .with("2 PERIODIC")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.ManagementServer.ParameterKey", "");
    }

    private static GetParameterValuesResponse values(String... namesAndValues) {
        var values = new ArrayList<ParameterValueStruct>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.add(new ParameterValueStruct(namesAndValues[i], namesAndValues[i + 1], ParameterType.STRING));
        }
        return new GetParameterValuesResponse(values);
    }

    private static Fault fault(int code) {
        return Fault.of(FaultCode.of(code).orElseThrow());
    }

    private TaskFault faultOf(String taskId) {
        return Objects.requireNonNull(rig.task(taskId).outcome().fault());
    }

    @Test
    void anIdleSessionTakesTwoMessages() {
        assertThat(message(rig.inform(anUsualInform().build()))).isEqualTo(new InformResponse(1));
        assertThat(rig.nothing()).isEqualTo(END);

        assertThat(rig.session).isNull();
        assertThat(rig.head().visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
    }

    @Test
    void theAnswerCarriesTheIdOfTheRequestAndNoneWhereThereWasNone() {
        var withId = (Reply.Send) rig.inform(anUsualInform().build(), Header.ofId("abc"));
        var without = (Reply.Send) rig.inform(anUsualInform().build(), Header.NONE);

        assertThat(withId.envelope().header().id()).isEqualTo("abc");
        assertThat(without.envelope().header().id()).isNull();
    }

    @Test
    void aVersionIsNegotiatedOnlyWhenTheCpeAsks() {
        var asks = new Header("1", false, false, null, List.of("1.0", "1.2", "1.4", "1.9"), null);
        var reply = (Reply.Send) rig.inform(anUsualInform().build(), asks);

        assertThat(reply.envelope().header().useCwmpVersion()).isEqualTo("1.4");
        assertThat(Versions.areIncompatible(new Header("1", false, false, null, List.of("2.0"), null)))
                .isTrue();
        assertThat(((Reply.Send) rig.inform(anUsualInform().build()))
                        .envelope()
                        .header()
                        .useCwmpVersion())
                .isNull();
    }

    @Test
    void theCpesSessionTimeoutIsKept() {
        rig.inform(anUsualInform().build(), new Header("1", false, false, 25, List.of(), null));

        assertThat(rig.session().timeout()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void theCpesOwnRequestsAreAnsweredBeforeOurTurn() {
        rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());

        assertThat(message(rig.say(new GetRPCMethods()))).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(message(rig.say(new TransferComplete("x", FaultStruct.NONE, null, null))))
                .isInstanceOf(TransferCompleteResponse.class);
        assertThat(message(rig.nothing())).isInstanceOf(Reboot.class);
    }

    @Test
    void aMessageThatComesTwiceIsAnsweredAsBefore() {
        rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());

        var first = rig.nothing();
        var again = rig.nothing();

        assertThat(again).isEqualTo(first);
        assertThat(rig.session().tally().requests()).isEqualTo(1);
    }

    @Test
    void aRebootCarriesTheTasksIdAndIsDoneWhenTheCpeTakesIt() {
        var task = rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new Reboot(task.id()));
        assertThat(rig.lastWasDurable).as("written before it is sent").isTrue();
        assertThat(rig.say(new RebootResponse())).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aRebootWhoseAnswerIsLostIsNotRepeatedAndItsEventSettlesIt() {
        var task = rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.abandon();
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.UNSETTLED);

        rig.inform(anUsualInform().build());
        assertThat(rig.nothing()).isEqualTo(END);
        rig.inform(anUsualInform().with("M Reboot", "another").build());
        assertThat(rig.nothing()).isEqualTo(END);
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.UNSETTLED);

        rig.inform(anUsualInform().with("1 BOOT").with("M Reboot", task.id()).build());
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.nothing()).isEqualTo(END);
    }

    @Test
    void aFactoryResetWhoseAnswerIsLostIsSettledByTheBootstrap() {
        var task = rig.order(new TaskSpec.FactoryReset());
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing())).isEqualTo(new FactoryReset());
        assertThat(rig.head().standing().resetSentAt()).isEqualTo(rig.now);

        rig.inform(anUsualInform().with("0 BOOTSTRAP").build());

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void afterARestartWasOrderedNothingMoreIsAsked() {
        rig.order(new TaskSpec.FactoryReset());
        var later = rig.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        rig.inform(anUsualInform().build());
        rig.nothing();

        assertThat(rig.say(new FactoryResetResponse())).isEqualTo(END);
        assertThat(rig.task(later.id()).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void valuesAreReadIntoTheOutcomeAndTheTree() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.X", "Device.Y")));
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new GetParameterValues(List.of("Device.X", "Device.Y")));
        rig.say(values("Device.X", "1", "Device.Z", "extra"));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().values())
                .extracting(Parameter::path)
                .containsExactly("Device.X", "Device.Z");
        assertThat(Objects.requireNonNull(rig.tree.get("Device.X")).value()).isEqualTo("1");
        assertThat(rig.tree.get("Device.Y")).isNull();
        assertThat(rig.head().visits().get(0).done()).containsExactly("GetParameterValues 2");
    }

    @Test
    void aReadThatExhaustsTheCpeIsHalvedAndTheModelIsRemembered() {
        var names = List.of("Device.A", "Device.B", "Device.C", "Device.D");
        rig.order(new TaskSpec.GetParameterValues(names));
        rig.inform(anUsualInform().build());
        rig.nothing();

        var half = rig.say(fault(9004));
        assertThat(message(half)).isEqualTo(new GetParameterValues(List.of("Device.A", "Device.B")));
        assertThat(message(rig.say(values("Device.A", "a", "Device.B", "b"))))
                .isEqualTo(new GetParameterValues(List.of("Device.C", "Device.D")));
        assertThat(rig.say(values("Device.C", "c", "Device.D", "d"))).isEqualTo(END);

        assertThat(rig.traits.readBatch()).isEqualTo(2);
    }

    @Test
    void aReadThatDiesWithItsConnectionAsksForLessNextTime() {
        rig.order(new TaskSpec.GetParameterValues(List.of("Device.A", "Device.B", "Device.C", "Device.D")));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.inform(anUsualInform().build());

        assertThat(rig.traits.readBatch()).isEqualTo(2);
        assertThat(message(rig.nothing())).isEqualTo(new GetParameterValues(List.of("Device.A", "Device.B")));
    }

    @Test
    void aBadNameInABatchIsFoundByHalvingAndNamed() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.A", "Device.Bad", "Device.C")));
        rig.inform(anUsualInform().build());
        var reply = rig.nothing();
        while (!reply.equals(END)) {
            var asked = message(reply, GetParameterValues.class).parameterNames();
            reply = asked.contains("Device.Bad") ? rig.say(fault(9005)) : rig.say(values(asked.get(0), "v"));
        }

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(faultOf(task.id()).code()).isEqualTo(9005);
        assertThat(faultOf(task.id()).parameters())
                .extracting(TaskFault.ParameterFault::path)
                .containsExactly("Device.Bad");
        assertThat(rig.task(task.id()).outcome().values()).hasSize(2);
    }

    @Test
    void aRefreshDiscoversThenReadsAndLearnsWhatCannotBeRead() {
        var task = rig.order(new TaskSpec.Refresh("Device."));
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.", false));
        var reply = rig.say(new GetParameterNamesResponse(List.of(
                new ParameterInfoStruct("Device.", false),
                new ParameterInfoStruct("Device.O.1.P", true),
                new ParameterInfoStruct("Device.Bad", false),
                new ParameterInfoStruct("Other.Foreign", false))));
        while (!reply.equals(END)) {
            var asked = message(reply, GetParameterValues.class).parameterNames();
            reply = asked.contains("Device.Bad") ? rig.say(fault(9005)) : rig.say(values(asked.get(0), "v"));
        }

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("parameters", 1);
        assertThat(rig.traits.unreadable()).containsExactly("Device.Bad");
        assertThat(Objects.requireNonNull(rig.tree.get("Device.O.1.P")).writable())
                .isTrue();
        assertThat(rig.tree.get("Device.O.1."))
                .as("ancestors left out are built")
                .isNotNull();
        assertThat(rig.tree.get("Other.Foreign")).isNull();
    }

    @Test
    void aCpeThatRefusesTheEmptyPathIsAskedForItsRootObjectFromThenOn() {
        rig.order(new TaskSpec.GetParameterNames("", true));
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("", true));
        assertThat(message(rig.say(fault(9005)))).isEqualTo(new GetParameterNames("Device.", true));
        assertThat(rig.traits.rootNames()).isEqualTo(ModelTraits.RootNames.ROOT_OBJECT);
    }

    @Test
    void aSetLearnsItsTypesAndSendsTheTasksIdAsParameterKey() {
        var task = rig.order(new TaskSpec.SetParameterValues(
                List.of(new Assignment("Device.Enable", "true", null), new Assignment("Device.Name", "x", null))));
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isInstanceOf(GetParameterValues.class);
        var set = rig.say(new GetParameterValuesResponse(List.of(
                new ParameterValueStruct("Device.Enable", "0", ParameterType.BOOLEAN),
                new ParameterValueStruct("Device.Name", "y", ParameterType.STRING))));
        assertThat(message(set))
                .isEqualTo(new SetParameterValues(
                        List.of(
                                new ParameterValueStruct("Device.Enable", "1", ParameterType.BOOLEAN),
                                new ParameterValueStruct("Device.Name", "x", ParameterType.STRING)),
                        task.id()));
        rig.say(new SetParameterValuesResponse(0));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("Status", 0);
        assertThat(Objects.requireNonNull(rig.tree.get("Device.Enable")).value())
                .isEqualTo("1");
        assertThat(rig.head().standing().ourKey()).isEqualTo(task.id());
    }

    @Test
    void aFaultOfASetNamesItsParameters() {
        var task =
                rig.order(new TaskSpec.SetParameterValues(List.of(new Assignment("Device.A", "1", ParameterType.INT))));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.say(new Fault(
                "Client",
                9003,
                "Invalid arguments",
                List.of(new SetParameterValuesFault("Device.A", 9007, "out of range"))));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(faultOf(task.id()))
                .isEqualTo(new TaskFault(
                        9003,
                        TaskFault.CPE_FAULT,
                        "Invalid arguments",
                        List.of(new TaskFault.ParameterFault("Device.A", 9007, "out of range"))));
    }

    @Test
    void aSetWhoseAnswerIsLostIsConfirmedByTheParameterKey() {
        var task =
                rig.order(new TaskSpec.SetParameterValues(List.of(new Assignment("Device.A", "1", ParameterType.INT))));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.inform(anUsualInform()
                .reporting("Device.ManagementServer.ParameterKey", task.id())
                .build());

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.nothing()).isEqualTo(END);
    }

    @Test
    void aSetTooBigForOneRequestIsPartedAndEveryPartFits() {
        var values = new ArrayList<Assignment>();
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 5; j++) {
                values.add(new Assignment("Device.O." + i + ".P" + j, "<" + "x".repeat(400), ParameterType.STRING));
            }
        }
        var task = rig.order(new TaskSpec.SetParameterValues(values));
        rig.inform(anUsualInform().build());
        var sent = new ArrayList<ParameterValueStruct>();
        var reply = rig.nothing();
        while (!reply.equals(END)) {
            var set = message(reply, SetParameterValues.class);
            assertThat(new CwmpWriter().sizeOf(((Reply.Send) reply).envelope())).isLessThan(32_768);
            assertThat(set.parameterKey()).isEqualTo(task.id());
            sent.addAll(set.parameterList());
            reply = rig.say(new SetParameterValuesResponse(0));
        }

        assertThat(sent).hasSize(values.size());
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aReadOfManyNamesIsPartedSoThatEveryRequestFits() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 2000; i++) {
            names.add("Device.Some.Rather.Long.Path.That.Goes.On.And.On." + i + ".Parameter&Name");
        }
        rig.traits = ModelTraits.NONE.withReadBatch(100_000);
        rig.order(new TaskSpec.GetParameterValues(names));
        rig.inform(anUsualInform().build());
        var asked = new ArrayList<String>();
        var reply = rig.nothing();
        while (!reply.equals(END)) {
            assertThat(new CwmpWriter().sizeOf(((Reply.Send) reply).envelope())).isLessThan(32_768);
            asked.addAll(message(reply, GetParameterValues.class).parameterNames());
            reply = rig.say(values());
        }

        assertThat(asked).isEqualTo(names);
    }

    @Test
    void anObjectIsMadeReadAndGivenItsValues() {
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        rig.tree = ParameterTree.of(List.of(new Parameter("Device.O.", null, ParameterType.UNKNOWN, true, null, null)));
        var task = rig.order(new TaskSpec.AddObject("Device.O.", List.of(new Assignment("Enable", "true", null))));
        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new AddObject("Device.O.", task.id()));
        assertThat(rig.lastWasDurable).isTrue();
        assertThat(message(rig.say(new AddObjectResponse(7, 0))))
                .isEqualTo(new GetParameterNames("Device.O.7.", false));
        assertThat(message(rig.say(
                        new GetParameterNamesResponse(List.of(new ParameterInfoStruct("Device.O.7.Enable", true))))))
                .isEqualTo(new GetParameterValues(List.of("Device.O.7.Enable")));
        assertThat(message(rig.say(new GetParameterValuesResponse(
                        List.of(new ParameterValueStruct("Device.O.7.Enable", "0", ParameterType.BOOLEAN))))))
                .isEqualTo(new SetParameterValues(
                        List.of(new ParameterValueStruct("Device.O.7.Enable", "1", ParameterType.BOOLEAN)), task.id()));
        rig.say(new SetParameterValuesResponse(0));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("InstanceNumber", 7);
    }

    @Test
    void anObjectThatWasMadeIsNotMadeAgainWhenTheSessionDiesBeforeItsValuesAreSet() {
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        rig.tree = ParameterTree.of(List.of(new Parameter("Device.O.", null, ParameterType.UNKNOWN, true, null, null)));
        rig.order(new TaskSpec.AddObject("Device.O.", List.of(new Assignment("Enable", "true", null))));
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new AddObjectResponse(7, 0));

        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.O.7.", false));
    }

    @Test
    void anAddWhoseAnswerIsLostIsConfirmedByTheParameterKeyAndItsInstanceIsFound() {
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        rig.tree = ParameterTree.of(List.of(
                new Parameter("Device.O.1.", null, ParameterType.UNKNOWN, true, null, null),
                new Parameter("Device.O.", null, ParameterType.UNKNOWN, true, null, null)));
        var task = rig.order(new TaskSpec.AddObject("Device.O.", List.of()));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.inform(anUsualInform()
                .reporting("Device.ManagementServer.ParameterKey", task.id())
                .build());
        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.O.", true));
        assertThat(message(rig.say(new GetParameterNamesResponse(List.of(
                        new ParameterInfoStruct("Device.O.1.", true), new ParameterInfoStruct("Device.O.4.", true))))))
                .isEqualTo(new GetParameterNames("Device.O.4.", false));
        rig.say(new GetParameterNamesResponse(List.of(new ParameterInfoStruct("Device.O.4.P", true))));
        rig.say(values("Device.O.4.P", "v"));

        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("InstanceNumber", 4);
    }

    @Test
    void anAddWhoseAnswerIsLostIsSentAgainOnlyWhenTheKeyProvesThatItDidNotHappen() {
        rig.tree = ParameterTree.of(List.of(new Parameter("Device.O.", null, ParameterType.UNKNOWN, true, null, null)));
        rig.traits = ModelTraits.NONE.withParameterKey(true);
        var task = rig.order(new TaskSpec.AddObject("Device.O.", List.of()));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.inform(anUsualInform().build());

        assertThat(message(rig.nothing())).isEqualTo(new AddObject("Device.O.", task.id()));
    }

    @Test
    void withoutAKeyToTrustTheInstancesAreComparedAndAskingDoesNotForgetTheFirstRequest() {
        var task = rig.order(new TaskSpec.AddObject("Device.O.", List.of()));
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.O.", true));
        assertThat(message(
                        rig.say(new GetParameterNamesResponse(List.of(new ParameterInfoStruct("Device.O.1.", true))))))
                .isEqualTo(new AddObject("Device.O.", task.id()));
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.O.", true));
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.UNSETTLED);

        rig.inform(anUsualInform().build()); // The question itself was cut off.

        assertThat(message(rig.nothing())).isEqualTo(new GetParameterNames("Device.O.", true));
        rig.say(new GetParameterNamesResponse(
                List.of(new ParameterInfoStruct("Device.O.1.", true), new ParameterInfoStruct("Device.O.2.", true))));
        rig.say(new GetParameterNamesResponse(List.of(new ParameterInfoStruct("Device.O.2.P", true))));
        rig.say(values("Device.O.2.P", "v"));
        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("InstanceNumber", 2);
    }

    @Test
    void instancesThatDoNotTellEndTheTaskAsUnknown() {
        var task = rig.order(new TaskSpec.AddObject("Device.O.", List.of()));
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new GetParameterNamesResponse(List.of()));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.say(new GetParameterNamesResponse(
                List.of(new ParameterInfoStruct("Device.O.1.", true), new ParameterInfoStruct("Device.O.2.", true))));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(faultOf(task.id()).reason()).isEqualTo(TaskFault.OUTCOME_UNKNOWN);
    }

    @Test
    void aDeleteIsRepeatableAndWhatIsGoneThenWasDeleted() {
        var task = rig.order(new TaskSpec.DeleteObject("Device.O.1."));
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing())).isEqualTo(new DeleteObject("Device.O.1.", task.id()));
        rig.inform(anUsualInform().build());
        rig.nothing();

        rig.say(fault(9005));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    private static TaskSpec.Download firmware() {
        return new TaskSpec.Download("1 Firmware Upgrade Image", "http://files/fw", "", "", 0, "", 0, "", "");
    }

    @Test
    void aDownloadIsDoneWhenItsTransferIsComplete() {
        var task = rig.order(firmware());
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing(), Download.class).commandKey()).isEqualTo(task.id());
        assertThat(rig.say(new DownloadResponse(1, null, null))).isEqualTo(END);
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.RUNNING);

        rig.inform(anUsualInform()
                .with("7 TRANSFER COMPLETE")
                .with("M Download", task.id())
                .build());
        rig.say(new TransferComplete(task.id(), FaultStruct.NONE, rig.now, rig.now));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.nothing()).isEqualTo(END);
    }

    @Test
    void aTransferThatFailedSaysWhy() {
        var task = rig.order(firmware());
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new DownloadResponse(1, null, null));
        rig.inform(anUsualInform().with("7 TRANSFER COMPLETE").build());

        rig.say(new TransferComplete("", new FaultStruct(9018, "file corrupted"), null, null));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(faultOf(task.id()).code()).isEqualTo(9018);
    }

    @Test
    void aDownloadThatIsNeverReportedIsToldByTheNewFirmware() {
        var task = rig.order(firmware());
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new DownloadResponse(1, null, null));

        rig.inform(anInform()
                .from("00D09E", "1")
                .with("1 BOOT")
                .reporting("Device.DeviceInfo.SoftwareVersion", "2.0")
                .build());

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().facts()).containsEntry("SoftwareVersion", "2.0");
    }

    @Test
    void aSequenceGoesOnWhenItsEventComes() {
        var task = rig.order(new TaskSpec.Sequence(List.of(
                new TaskSpec.SequenceStep(new TaskSpec.Reboot(), null),
                new TaskSpec.SequenceStep(new TaskSpec.GetParameterValues(List.of("Device.X")), "1 BOOT"))));
        rig.inform(anUsualInform().with("1 BOOT").build());
        assertThat(message(rig.nothing())).isEqualTo(new Reboot(task.id() + ".0"));
        assertThat(rig.say(new RebootResponse()))
                .as("the boot before the reboot does not count")
                .isEqualTo(END);

        rig.inform(anUsualInform().build());
        assertThat(rig.nothing()).isEqualTo(END);
        rig.inform(anUsualInform().with("1 BOOT").build());
        assertThat(message(rig.nothing())).isInstanceOf(GetParameterValues.class);
        rig.say(values("Device.X", "1"));

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void aSequenceStopsAtItsFirstFailure() {
        var task = rig.order(new TaskSpec.Sequence(List.of(
                new TaskSpec.SequenceStep(new TaskSpec.GetParameterValues(List.of("Device.X")), null),
                new TaskSpec.SequenceStep(new TaskSpec.Reboot(), null))));
        rig.inform(anUsualInform().build());
        rig.nothing();

        assertThat(rig.say(fault(9005))).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void aTaskOverWhichSessionsKeepDyingIsGivenUp() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        for (int i = 0; i < 10; i++) {
            rig.inform(anUsualInform().build());
            assertThat(message(rig.nothing())).isInstanceOf(GetParameterValues.class);
        }

        rig.inform(anUsualInform().build());
        assertThat(rig.nothing()).isEqualTo(END);

        assertThat(faultOf(task.id()).reason()).isEqualTo(TaskFault.GAVE_UP);
    }

    @Test
    void aTaskWaitsForItsTimeAndExpires() {
        var later = rig.order(new TaskSpec.Reboot(), new Schedule(rig.now.plusSeconds(60), null, null));
        rig.inform(anUsualInform().build());
        assertThat(rig.nothing()).isEqualTo(END);
        assertThat(rig.task(later.id()).status()).isEqualTo(TaskStatus.QUEUED);

        rig.now = rig.now.plusSeconds(60);
        rig.inform(anUsualInform().build());
        assertThat(message(rig.nothing())).isInstanceOf(Reboot.class);
    }

    @Test
    void aCpeThatAnswersNothingIsAskedAFewTimesAndNoMore() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new GetRPCMethods()); // Out of turn, so that the next empty POST is no repeat.
        Reply reply = rig.nothing();
        int times = 0;
        while (!reply.equals(END) && times < 100) {
            times++;
            rig.say(new GetRPCMethods());
            reply = rig.nothing();
        }

        assertThat(times).isBetween(1, 5);
        assertThat(faultOf(task.id()).reason()).isEqualTo("noAnswer");
    }

    @Test
    void anOrderThatTheCpeDoesNotAnswerIsNotSentAgainInTheSameSession() {
        var task = rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new GetRPCMethods());

        assertThat(rig.nothing()).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.UNSETTLED);
    }

    @Test
    void macAddressesAreReadOnceAtFirstContact() {
        var reading = new EngineRig(Map.of(DataModel.TR181, List.of(EngineRig.MAC_PATH)));
        reading.inform(anUsualInform().build());

        assertThat(message(reading.nothing())).isEqualTo(new GetParameterNames(EngineRig.MAC_PATH, false));
        assertThat(message(reading.say(
                        new GetParameterNamesResponse(List.of(new ParameterInfoStruct(EngineRig.MAC_PATH, false))))))
                .isEqualTo(new GetParameterValues(List.of(EngineRig.MAC_PATH)));
        assertThat(reading.say(values(EngineRig.MAC_PATH, "02-00-5e-00-00-01"))).isEqualTo(END);
        assertThat(reading.head().macs()).containsExactly("02:00:5E:00:00:01");

        reading.inform(anUsualInform().build());
        assertThat(reading.nothing()).isEqualTo(END);
    }

    @Test
    void aMacAddressThatTheDeviceHasNotIsNotAskedFor() {
        var reading = new EngineRig(Map.of(DataModel.TR181, List.of(EngineRig.MAC_PATH)));
        reading.inform(anUsualInform().build());
        reading.nothing();

        assertThat(reading.say(fault(9005))).isEqualTo(END);
    }

    @Test
    void aModelIsLearnedToHonourOrIgnoreTheParameterKey() {
        rig.order(new TaskSpec.SetParameterValues(List.of(new Assignment("Device.A", "1", ParameterType.INT))));
        rig.inform(anUsualInform().build());
        rig.nothing();
        rig.say(new SetParameterValuesResponse(0));

        rig.inform(anUsualInform().build());
        assertThat(rig.traits.ignoresParameterKey()).isTrue();

        rig.inform(anUsualInform()
                .reporting("Device.ManagementServer.ParameterKey", "T001")
                .build());
        assertThat(rig.traits.honoursParameterKey()).isTrue();
    }

    @Test
    void aRepliesVersionIsTheCpes() {
        var reply = (Reply.Send) rig.inform(anUsualInform().build());

        assertThat(reply.envelope().version()).isEqualTo(CwmpVersion.V1_0);
        assertThat(reply.envelope()).isInstanceOf(Envelope.class);
    }

    @Test
    void anAnswerThatNamesNothingForgetsNothing() {
        rig.tree = ParameterTree.of(List.of(Parameter.of("Device.O.P", "v", ParameterType.STRING, rig.now)));
        rig.order(new TaskSpec.Refresh("Device.O."));
        rig.inform(anUsualInform().build());
        rig.nothing();

        assertThat(rig.say(new GetParameterNamesResponse(List.of()))).isEqualTo(END);

        assertThat(rig.tree.get("Device.O.P")).isNotNull();
    }

    @Test
    void anAnswerThatComesTwiceIsAnsweredAsBeforeAndOneOfTheSameBytesToTheNextRequestIsNot() {
        rig.order(new TaskSpec.SetParameterValues(List.of(new Assignment("Device.A", "1", ParameterType.INT))));
        rig.order(new TaskSpec.SetParameterValues(List.of(new Assignment("Device.B", "1", ParameterType.INT))));
        var third = rig.order(new TaskSpec.Reboot());
        rig.inform(anUsualInform().build());
        rig.nothing();
        var firstId = Objects.requireNonNull(rig.session().current()).requestId();

        var second = rig.say(new SetParameterValuesResponse(0), firstId, 77);
        assertThat(rig.say(new SetParameterValuesResponse(0), firstId, 77)).isEqualTo(second);

        var reboot = rig.say(new SetParameterValuesResponse(0), "constant", 77);
        assertThat(message(reboot)).isEqualTo(new Reboot(third.id()));
    }
}
