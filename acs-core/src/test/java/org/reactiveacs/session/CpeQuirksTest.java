package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.session.EngineRig.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNames.Spelling;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.InformBuilder;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** CPEs that deviate from the standard within a session, and what the engine makes of them. */
class CpeQuirksTest {

    private static final Reply END = new Reply.End();

    private final EngineRig rig = new EngineRig();

    private static InformBuilder anUsualInform() {
        return anInform().from("00D09E", "1").with("2 PERIODIC").reporting("Device.DeviceInfo.SoftwareVersion", "1.0");
    }

    private Reply begin() {
        rig.inform(anUsualInform().build());
        return rig.nothing();
    }

    private static Fault fault(int code) {
        return Fault.of(FaultCode.of(code).orElseThrow());
    }

    private static GetParameterNamesResponse names(String... names) {
        return new GetParameterNamesResponse(List.of(names).stream()
                .map(name -> new ParameterInfoStruct(name, false))
                .toList());
    }

    private static GetParameterValuesResponse valuesOf(AcsMessage request) {
        return values(((GetParameterValues) request).parameterNames().toArray(String[]::new));
    }

    private static GetParameterValuesResponse values(String... names) {
        return new GetParameterValuesResponse(List.of(names).stream()
                .map(name -> new ParameterValueStruct(name, "v", ParameterType.STRING))
                .toList());
    }

    private static GetParameterNames asked(String path, boolean nextLevel) {
        return new GetParameterNames(path, nextLevel);
    }

    private List<?> listed(String taskId) {
        return (List<?>)
                Objects.requireNonNull(rig.task(taskId).outcome().facts().get("ParameterList"));
    }

    // GetParameterNames

    @ParameterizedTest
    @ValueSource(ints = {9003, 9005})
    void aCpeThatKnowsNextLevelOnlyInWordsIsAskedInWordsFromThenOn(int code) {
        var task = rig.order(new TaskSpec.GetParameterNames("Device.", true));
        assertThat(message(begin())).isEqualTo(asked("Device.", true));

        assertThat(message(rig.say(fault(code))))
                .isEqualTo(asked("Device.", true).spelled(Spelling.WORD));
        assertThat(rig.say(names("Device.A"))).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.traits.has(Habit.NEXT_LEVEL_IN_WORDS)).isTrue();
        rig.order(new TaskSpec.Refresh("Device."));
        assertThat(message(begin())).isEqualTo(asked("Device.", false).spelled(Spelling.WORD));
    }

    @Test
    void aPathThatIsWrongInBothFormsFailsAndTeachesNothing() {
        var task = rig.order(new TaskSpec.GetParameterNames("Device.No.", true));
        begin();
        rig.say(fault(9005));

        assertThat(rig.say(fault(9005))).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(rig.traits.habits()).isEmpty();
    }

    @Test
    void aModelKnownToTakeDigitsIsNotAskedTwiceForAWrongPath() {
        rig.order(new TaskSpec.GetParameterNames("Device.", true));
        begin();
        rig.say(names("Device.A"));
        rig.order(new TaskSpec.GetParameterNames("Device.No.", true));
        begin();

        assertThat(rig.say(fault(9005))).isEqualTo(END);
    }

    @Test
    void bothTheEmptyPathAndDigitsMayBeRefused() {
        rig.order(new TaskSpec.Refresh(""));
        assertThat(message(begin())).isEqualTo(asked("", false));

        assertThat(message(rig.say(fault(9005)))).isEqualTo(asked("Device.", false));
        assertThat(message(rig.say(fault(9005))))
                .isEqualTo(asked("Device.", false).spelled(Spelling.WORD));
        assertThat(message(rig.say(names("Device.A")))).isInstanceOf(GetParameterValues.class);
    }

    @Test
    void anEmptyAnswerToTheEmptyPathLeadsToTheRootObject() {
        rig.order(new TaskSpec.GetParameterNames("", true));
        begin();

        assertThat(message(rig.say(names()))).isEqualTo(asked("Device.", true));
    }

    @Test
    void theRootObjectAloneIsNotTheWholeTree() {
        rig.order(new TaskSpec.Refresh(""));
        begin();

        assertThat(message(rig.say(names("Device.")))).isEqualTo(asked("Device.", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Device."})
    void whereTheRootShowsNoNextLevelItIsPickedOutOfAll(String answer) {
        var task = rig.order(new TaskSpec.GetParameterNames("Device.", true));
        begin();

        var whole = rig.say(answer.isEmpty() ? names() : names(answer));
        assertThat(message(whole)).isEqualTo(asked("Device.", false));
        rig.say(names("Device.", "Device.A.", "Device.A.X", "Device.B"));

        assertThat(listed(task.id())).hasSize(2);
        rig.order(new TaskSpec.GetParameterNames("Device.", true));
        assertThat(message(begin())).as("and that is remembered").isEqualTo(asked("Device.", false));
    }

    @Test
    void aWholeTreeInsteadOfTheNextLevelIsTakenAndOnlyTheNextLevelShown() {
        var task = rig.order(new TaskSpec.GetParameterNames("Device.", true));
        begin();

        assertThat(rig.say(names("Device.A.B.C", "Device.D"))).isEqualTo(END);

        assertThat(listed(task.id())).hasSize(2);
        assertThat(rig.tree.get("Device.A.B.C")).isNotNull();
        assertThat(rig.tree.get("Device.A.")).isNotNull();
    }

    // GetParameterValues

    @Test
    void aSubtreeThatExhaustsTheCpeIsReadNameByNameAndTheRestOfTheOrderToo() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.", "Other.X")));
        begin();

        rig.say(fault(9004)); // Both.
        assertThat(message(rig.say(fault(9004)))).isEqualTo(asked("Device.", false));
        var reply = rig.say(names("Device.A", "Device.B"));
        var asked = new ArrayList<String>();
        while (!reply.equals(END)) {
            asked.addAll(message(reply, GetParameterValues.class).parameterNames());
            reply = rig.say(valuesOf(message(reply)));
        }

        assertThat(asked).containsExactly("Device.A", "Device.B", "Other.X");
        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().values()).hasSize(3);
    }

    @Test
    void namesThatAreTooManyAtOnceAreFoundLevelByLevel() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.")));
        begin();

        assertThat(message(rig.say(fault(9004)))).isEqualTo(asked("Device.", false));
        assertThat(message(rig.say(fault(9004)))).isEqualTo(asked("Device.", true));
        assertThat(message(rig.say(names("Device.", "Device.A.", "Device.B.", "Device.C"))))
                .isEqualTo(asked("Device.A.", true));
        assertThat(message(rig.say(names("Device.A.X", "Device.A.1.")))).isEqualTo(asked("Device.A.1.", true));
        assertThat(message(rig.say(names("Device.A.1.Y")))).isEqualTo(asked("Device.B.", true));
        var read = rig.say(fault(9002));
        assertThat(message(read, GetParameterValues.class).parameterNames())
                .as("an object that cannot be listed is left out")
                .containsExactly("Device.A.1.Y", "Device.A.X", "Device.C");
        assertThat(rig.say(valuesOf(message(read)))).isEqualTo(END);

        assertThat(rig.task(task.id()).outcome().values()).hasSize(3);
        rig.order(new TaskSpec.Refresh("Device."));
        assertThat(message(begin())).as("and that is remembered").isEqualTo(asked("Device.", true));
    }

    @Test
    void aCpeThatCanTellNeitherNamesNorValuesIsNotAskedForEver() {
        for (int code : new int[] {9000, 9004}) {
            var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.")));
            var reply = begin();
            int messages = 0;
            while (!reply.equals(END)) {
                assertThat(++messages).isLessThan(10);
                reply = rig.say(fault(message(reply) instanceof GetParameterNames ? code : 9004));
            }

            assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        }
    }

    @Test
    void aCpeThatMakesUpObjectsWithoutEndIsNotFollowed() {
        rig.traits = rig.traits.with(Habit.NAMES_BY_LEVEL);
        var task = rig.order(new TaskSpec.GetParameterNames("Device.", false));
        var reply = begin();
        int made = 0;
        while (!reply.equals(END)) {
            assertThat(++made).isLessThan(6000);
            var path = message(reply, GetParameterNames.class).parameterPath();
            reply = rig.say(path.equals("Device.") ? names(manyObjects()) : names());
        }

        assertThat(Objects.requireNonNull(rig.task(task.id()).outcome().fault()).reason())
                .isEqualTo("tooManyObjects");
    }

    private static String[] manyObjects() {
        return java.util.stream.IntStream.range(0, 5001)
                .mapToObj(number -> "Device." + number + ".")
                .toArray(String[]::new);
    }

    @Test
    void aSubtreeOverWhichTheConnectionDiedIsReadNameByName() {
        rig.order(new TaskSpec.GetParameterValues(List.of("Device.")));
        assertThat(message(begin())).isInstanceOf(GetParameterValues.class);

        assertThat(message(begin())).isEqualTo(asked("Device.", false));
        assertThat(message(rig.say(names("Device.A")))).isEqualTo(new GetParameterValues(List.of("Device.A")));
    }

    @Test
    void aRefreshWhoseNamesKilledTheConnectionGoesLevelByLevel() {
        rig.order(new TaskSpec.Refresh("Device."));
        assertThat(message(begin())).isEqualTo(asked("Device.", false));

        assertThat(message(begin())).isEqualTo(asked("Device.", true));
    }

    @Test
    void valuesThatWereNotAskedForAreTakenAndMissingOnesStayAsTheyWere() {
        rig.order(new TaskSpec.GetParameterValues(List.of("Device.A", "Device.B")));
        begin();
        rig.say(values("Device.A", "Device.B"));
        var before = rig.tree.get("Device.B");
        rig.now = rig.now.plusSeconds(60);
        rig.order(new TaskSpec.GetParameterValues(List.of("Device.A", "Device.B")));
        begin();

        assertThat(rig.say(values("Device.A", "Device.Extra"))).isEqualTo(END);

        assertThat(rig.tree.get("Device.Extra")).isNotNull();
        assertThat(rig.tree.get("Device.B"))
                .as("with the time of the last reading")
                .isEqualTo(before);
    }

    // SetParameterValues

    @Test
    void whatIsSaidNotToBeWritableIsTriedAndThenKnownToBe() {
        rig.order(new TaskSpec.GetParameterNames("Device.X", false));
        begin();
        rig.say(names("Device.X"));
        assertThat(Objects.requireNonNull(rig.tree.get("Device.X")).writable()).isFalse();

        rig.order(
                new TaskSpec.SetParameterValues(List.of(new Assignment("Device.X", "1", ParameterType.UNSIGNED_INT))));
        assertThat(message(begin())).isInstanceOf(SetParameterValues.class);
        rig.say(new SetParameterValuesResponse(0));

        assertThat(Objects.requireNonNull(rig.tree.get("Device.X")).writable()).isTrue();
    }

    @Test
    void truthValuesGoOutAsDigitsAndTimesWithoutFractions() {
        rig.order(new TaskSpec.SetParameterValues(List.of(
                new Assignment("Device.B", "TRUE", ParameterType.BOOLEAN),
                new Assignment("Device.T", "2030-01-02T03:04:05.678Z", ParameterType.DATE_TIME))));

        assertThat(message(begin(), SetParameterValues.class).parameterList())
                .extracting(ParameterValueStruct::value)
                .containsExactly("1", "2030-01-02T03:04:05Z");
    }

    // Responses

    @Test
    void aResponseWithAnotherIdIsTakenAndNoted() {
        var task = rig.order(new TaskSpec.Reboot());
        begin();

        assertThat(rig.say(new RebootResponse(), "something else", 4711)).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.head().standing().quirks()).contains("foreign-response-id");
    }

    @Test
    void aResponseOfTheWrongKindIsAsIfNoneHadComeAndTheQuestionIsAskedAgain() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.A")));
        begin();

        var again = rig.say(new RebootResponse());
        assertThat(message(again)).isEqualTo(new GetParameterValues(List.of("Device.A")));
        assertThat(rig.say(values("Device.A"))).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.head().standing().quirks()).contains("other-response");
    }

    @Test
    void aResponseOfTheWrongKindNeverMakesAnOrderGoOutTwice() {
        var task = rig.order(new TaskSpec.Reboot());
        assertThat(message(begin())).isInstanceOf(Reboot.class);

        assertThat(rig.say(values("Device.A"))).isEqualTo(END);

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.UNSETTLED);
    }

    @Test
    void aCpeThatAnswersNothingButNonsenseIsGivenUp() {
        var task = rig.order(new TaskSpec.GetParameterValues(List.of("Device.A")));
        var reply = begin();
        int messages = 0;
        while (!reply.equals(END)) {
            assertThat(++messages).isLessThan(10);
            reply = rig.say(new RebootResponse());
        }

        assertThat(Objects.requireNonNull(rig.task(task.id()).outcome().fault()).reason())
                .isEqualTo("unexpectedAnswer");
    }

    @Test
    void aResponseThatNobodyAskedForIsNotedAndHarmsNothing() {
        rig.inform(anUsualInform().build());

        assertThat(rig.say(new RebootResponse())).isEqualTo(END);

        assertThat(rig.head().standing().quirks()).contains("unasked-response");
    }

    // Transfers

    private TaskSpec.Download download() {
        return new TaskSpec.Download("1 Firmware Upgrade Image", "http://files/fw", "", "", 0, "", 0, "", "");
    }

    private void accepted() {
        begin();
        rig.say(new DownloadResponse(1, null, null));
    }

    @Test
    void aCompletionWithoutKeyFaultOrTimesEndsTheOnlyOpenTransfer() {
        var task = rig.order(download());
        accepted();
        rig.inform(anUsualInform().with("7 TRANSFER COMPLETE").build());

        assertThat(message(rig.say(new TransferComplete("", FaultStruct.NONE, null, null))))
                .isEqualTo(new TransferCompleteResponse());

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.DONE);
        assertThat(rig.task(task.id()).outcome().facts()).doesNotContainKeys("StartTime", "CompleteTime");
    }

    @Test
    void aCompletionWithoutKeyIsNotGuessedAtWhenSeveralTransfersAreOpen() {
        var first = rig.order(download());
        var second = rig.order(download());
        begin();
        rig.say(new DownloadResponse(1, null, null));
        rig.say(new DownloadResponse(1, null, null));
        rig.inform(anUsualInform().with("7 TRANSFER COMPLETE").build());

        assertThat(message(rig.say(new TransferComplete("", FaultStruct.NONE, null, null))))
                .isEqualTo(new TransferCompleteResponse());

        assertThat(rig.task(first.id()).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(rig.task(second.id()).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aCompletionOfATransferThatIsNotOursIsAnsweredAndChangesNothing() {
        var task = rig.order(download());
        accepted();
        rig.inform(anUsualInform().with("7 TRANSFER COMPLETE").build());

        assertThat(message(rig.say(new TransferComplete("theirs", FaultStruct.NONE, null, null))))
                .isEqualTo(new TransferCompleteResponse());

        assertThat(rig.task(task.id()).status()).isEqualTo(TaskStatus.RUNNING);
    }
}
