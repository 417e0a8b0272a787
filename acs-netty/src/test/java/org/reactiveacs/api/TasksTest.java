package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;

class TasksTest {
    private static final String TASKS = "/devices/00D09E-A/tasks";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anOrderIsStoredAndShownWhereItsLocationSays() {
        var ordered = api.post(
                TASKS,
                "{'kind':'setParameterValues','values':{'Device.X':true,'Device.Password':'hunter2',"
                        + "'Device.PIN':{'value':'1234','type':'string'}},"
                        + "'expires':'24h','notBefore':'2020-01-01T00:00:00Z','window':'02:00-05:00 Europe/Warsaw'}");
        var shown = api.get(ordered.header("location").substring("/api/v1".length()));

        assertThat(ordered.status()).isEqualTo(201);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json()).isEqualTo(ordered.json());
        assertThat(shown.at("/status")).isEqualTo("queued");
        assertThat(shown.at("/createdBy")).isEqualTo("admin");
        assertThat(shown.at("/window")).isEqualTo("02:00-05:00 Europe/Warsaw");
        assertThat(shown.at("/values/Device.X")).isEqualTo("true");
        assertThat(shown.at("/values/Device.Password")).isEqualTo("********");
        assertThat(shown.http().body()).doesNotContain("hunter2").doesNotContain("1234");
    }

    @Test
    void anOrderKeepsItsAliasesAndHidesWhatTheySetOfSecrets() {
        api.put("/aliases", "{'box.door': '{root}X.KeyPassphrase'}");

        var ordered = api.post(
                TASKS,
                "{'kind':'setParameterValues','values':{'wifi.24.ssid':'home','box.door':'hunter2',"
                        + "'wifi.24.passphrase':{'value':'hunter2','type':'string'}}}");

        assertThat(ordered.status()).isEqualTo(201);
        assertThat(ordered.at("/values/wifi.24.ssid")).isEqualTo("home");
        assertThat(ordered.http().body()).contains("box.door").doesNotContain("hunter2");
        api.put("/aliases", "{}");
        assertThat(api.get(TASKS).http().body()).contains("box.door").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'kind':'getParameterValues','paths':['Device.X','wifi.24.sid']}|/paths/1|no alias is called 'wifi.24.sid'",
                "{'kind':'setParameterValues','values':{'box.led':1}}|/values/box.led|stands for no parameter of such a device",
                "{'kind':'sequence','steps':[{'kind':'refresh','path':'box.led'},{'kind':'reboot'}]}|/steps/0/path|stands for no",
                "{'kind':'addObject','path':'wifi.24'}|/path|aliases stand for parameters",
                "{'kind':'setParameterValues','values':{'wifi.24.ssid':1,'Device.WiFi.SSID.1.SSID':2}}||is named twice"
            })
    void anAliasThatStandsForNothingIsRefused(String order, @Nullable String pointer, String text) {
        api.put("/aliases", "{'box.led': [{'softwareVersion': '>=2', 'path': 'Device.LED.On'}]}");

        var answer = api.post(TASKS, order);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/pointer")).isEqualTo(pointer == null ? "" : pointer);
        assertThat(answer.at("/detail")).contains(text);
        assertThat(api.get(TASKS).json().at("/items").isEmpty()).isTrue();
    }

    @Test
    void anAliasIsTakenWhereTheDeviceMayHaveItWhenTheTaskIsDone() {
        api.put("/aliases", "{'box.led': [{'softwareVersion': '>=2', 'path': 'Device.LED.On'}]}");
        api.put("/devices/00D09E-NEW", null);

        var never = api.post("/devices/00D09E-NEW/tasks", "{'kind':'getParameterValues','paths':['box.led']}");
        var behind = api.post(
                TASKS,
                "{'kind':'sequence','steps':[{'kind':'download','fileType':'1 Firmware Upgrade Image','url':'http://h/2.bin'},"
                        + "{'kind':'setParameterValues','values':{'box.led':1},'when':{'event':'1 BOOT'}}]}");

        assertThat(never.status()).isEqualTo(201);
        assertThat(behind.status()).isEqualTo(201);
        assertThat(api.post("/devices/00D09E-X/tasks", "{'kind':'getParameterValues','paths':['box.led']}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void passwordsOfFilesAreMaskedInSequencesToo() {
        var ordered = api.post(
                TASKS,
                "{'kind':'sequence','steps':[{'kind':'upload','fileType':'1','url':'http://u:hunter2@h/f','password':'hunter2'},"
                        + "{'kind':'changeDUState','operations':[{'operation':'install','url':'http://h/f','password':'hunter2'}]}]}");

        assertThat(ordered.status()).isEqualTo(201);
        assertThat(ordered.json().get("step").asInt()).isZero();
        assertThat(ordered.at("/steps/0/password")).isEqualTo("********");
        assertThat(ordered.at("/steps/0/url")).isEqualTo("http://********@h/f");
        assertThat(ordered.http().body()).doesNotContain("hunter2");
    }

    @Test
    void whoWaitsGetsTheTaskWhenItHasEnded() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() ->
                api.post(TASKS + "?wait=30s", "{'kind':'getParameterValues','paths':['Device.Password','Device.X']}"));
        awaitQueued();

        var now = api.clock.instant();
        api.devices.done(
                "A",
                new Outcome(
                        List.of(
                                StoredDevices.string("Device.Password", "hunter2", now),
                                StoredDevices.string("Device.X", "1", now)),
                        Map.of(
                                "InstanceNumber",
                                3,
                                "Results",
                                List.of(Map.of("UUID", "u", "CurrentState", "Installed"))),
                        null));
        var answer = waiting.get(20, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/status")).isEqualTo("done");
        assertThat(answer.json().get("attempts").asInt()).isEqualTo(1);
        assertThat(answer.at("/outcome/values/Device.X/value")).isEqualTo("1");
        assertThat(answer.at("/outcome/values/Device.Password/value")).isEqualTo("********");
        assertThat(answer.json().at("/outcome/instanceNumber").asInt()).isEqualTo(3);
        assertThat(answer.at("/outcome/results/0/uuid")).isEqualTo("u");
        assertThat(answer.at("/outcome/results/0/currentState")).isEqualTo("Installed");
    }

    @Test
    void whoWaitsGetsAFailureToo() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() -> api.post(TASKS + "?wait=30", "{'kind':'reboot'}"));
        awaitQueued();

        api.devices.work(
                "A",
                task -> task.failed(
                        new TaskFault(
                                9003,
                                TaskFault.CPE_FAULT,
                                "Invalid arguments",
                                List.of(new TaskFault.ParameterFault("Device.X", 9005, "no such"))),
                        api.clock.instant()));
        var answer = waiting.get(20, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.at("/status")).isEqualTo("failed");
        assertThat(answer.json().at("/outcome/fault/code").asInt()).isEqualTo(9003);
        assertThat(answer.json().at("/outcome/fault/parameters/0/code").asInt()).isEqualTo(9005);
    }

    private void awaitQueued() {
        while (api.get(TASKS).items("id").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whenTheTimeIsOverTheTaskStaysInTheQueue() {
        var answer = api.post(TASKS + "?wait=50ms", "{'kind':'reboot'}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/status")).isEqualTo("queued");
        assertThat(answer.header("location")).endsWith(answer.at("/id"));
        assertThat(api.get(TASKS).items("status")).containsExactly("queued");
    }

    @ParameterizedTest
    @CsvSource({"5m1s", "301", "-1", "soon", "PT5M1S"})
    void waitsAreBounded(String wait) {
        assertThat(api.post(TASKS + "?wait=" + wait, "{'kind':'reboot'}").at("/parameter"))
                .isEqualTo("wait");
        assertThat(api.get(TASKS).items("id")).isEmpty();
    }

    @Test
    void theSameKeyAndOrderGiveTheSameTask() {
        var first = keyed("k1", "{'kind':'getParameterNames','path':'','nextLevel':true}");
        var again = keyed("k1", "{ 'nextLevel': true, 'kind':'getParameterNames', 'path':'' }");
        var other = keyed("k1", "{'kind':'reboot'}");
        var fresh = keyed("k2", "{'kind':'reboot'}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/type")).endsWith("idempotency-key-reused");
        assertThat(fresh.status()).isEqualTo(201);
        assertThat(api.get(TASKS).items("id")).hasSize(2);
        assertThat(keyed("x".repeat(255), "{'kind':'reboot'}").status()).isEqualTo(201);
        assertThat(keyed("x".repeat(256), "{'kind':'reboot'}").at("/parameter")).isEqualTo("Idempotency-Key");
    }

    private Answer keyed(String key, String body) {
        return api.send("POST", TASKS, body, request -> request.header("Idempotency-Key", key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/kind|a kind is needed",
                "{'kind':'dance'}|/kind|no kind is called 'dance'",
                "{'kind':5}|/kind|is a text, not a number",
                "{'kind':'reboot','color':1}|/color|no property is called 'color'",
                "{'kind':'getParameterValues'}|/paths|at least one path",
                "{'kind':'getParameterValues','paths':'Device.'}|/paths|a list is expected",
                "{'kind':'getParameterValues','paths':[5]}|/paths/0|a text is expected",
                "{'kind':'getParameterNames','nextLevel':'yes'}|/nextLevel|true or false is expected",
                "{'kind':'scheduleInform','delaySeconds':'5'}|/delaySeconds|a whole number is expected",
                "{'kind':'scheduleInform','delaySeconds':1.5}|/delaySeconds|a whole number is expected",
                "{'kind':'setParameterValues','values':[]}|/values|must be an object",
                "{'kind':'setParameterValues','values':{'A.B':null}}|/values|must be a text",
                "{'kind':'setParameterValues','values':{'A.B':{'value':'1','type':'uint'}}}|/values|none of TR-106",
                "{'kind':'sequence','steps':[{'kind':'scheduleInform','delaySeconds':-1}]}|/steps/0/delaySeconds|0 or more",
                "{'kind':'sequence','steps':[{'kind':'reboot'},{'kind':'upload','filetype':'1'}]}|/steps/1/filetype|no property is called 'filetype'",
                "{'kind':'sequence','steps':[{'kind':'sequence','steps':[]}]}|/steps/0|cannot be a sequence",
                "{'kind':'changeDUState','operations':[{'operation':'explode'}]}|/operations/0|install, uninstall, update",
                "{'kind':'reboot','expires':'yesterday'}|/expires|neither an instant",
                "{'kind':'reboot','expires':'2020-01-01T00:00:00Z'}|/expires|would expire before",
                "{'kind':'reboot','expires':'1h','notBefore':'2h'}|/expires|would expire before",
                "{'kind':'reboot','notBefore':5}|/notBefore|is a text",
                "{'kind':'reboot','window':'2-5'}|/window|is no window"
            })
    void ordersThatCannotBeAreRefusedByName(String body, String pointer, String detail) {
        var answer = api.post(TASKS, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/detail")).contains(detail).doesNotContain("java").doesNotContain("tools.jackson");
        assertThat(answer.at("/pointer")).isEqualTo(pointer);
        assertThat(api.get(TASKS).items("id")).isEmpty();
    }

    @Test
    void allThatIsWrongWithAnOrderIsListed() {
        var answer = api.post(TASKS, "{'kind':'upload','fileType':'','url':''}");

        assertThat(answer.json().get("problems").size()).isEqualTo(2);
    }

    @Test
    void aTaskIsTakenBackUntilItBegins() {
        var queued = api.post(TASKS, "{'kind':'reboot'}").at("/id");
        var running = api.post(TASKS, "{'kind':'factoryReset'}").at("/id");

        var cancelled = api.delete(TASKS + "/" + queued);
        api.devices.work(
                "A",
                task -> task.sending(new Sent("FactoryReset", "", api.clock.instant(), false, 0, List.of(), false)));
        var out = api.delete(TASKS + "/" + running);
        var again = api.delete(TASKS + "/" + queued);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.at("/status")).isEqualTo("cancelled");
        assertThat(cancelled.json().get("endedAt").isNull()).isFalse();
        assertThat(out.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(200);
        assertThat(api.delete(TASKS + "/none").status()).isEqualTo(404);
        assertThat(api.get(TASKS + "/none").status()).isEqualTo(404);
        assertThat(api.get(TASKS).items("status")).containsExactly("cancelled", "running");
    }

    @Test
    void anEndedTaskCannotBeTakenBack() {
        var id = api.post(TASKS, "{'kind':'reboot'}").at("/id");
        api.devices.done("A", Outcome.NONE);

        assertThat(api.delete(TASKS + "/" + id).at("/detail")).isEqualTo("the task has ended: it is done");
    }

    @Test
    void aDeviceThatIsNotKnownHasNoTasks() {
        assertThat(api.post("/devices/00D09E-X/tasks", "{'kind':'reboot'}").status())
                .isEqualTo(404);
        assertThat(api.post("/devices/00D09E-X/tasks?wait=1s", "{'kind':'reboot'}")
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/devices/00D09E-X/tasks").status()).isEqualTo(404);
    }

    @Test
    void aFullQueueTakesNoMore() {
        var device = DeviceId.of("00D09E-A");
        for (int i = 0; i < 999; i++) {
            var now = api.clock.instant();
            var task = Task.queued(
                    api.ids.next(), device, new TaskSpec.Reboot(), new Task.Order(now, "test", Schedule.AT_ONCE));
            api.store
                    .tasks()
                    .add(task, null, new Write(api.ids.next(), Actor.SYSTEM, now))
                    .block(Duration.ofSeconds(10));
        }

        assertThat(api.post(TASKS, "{'kind':'reboot'}").status()).isEqualTo(201);
        var refused = api.post(TASKS, "{'kind':'reboot'}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("300");
    }

    @Test
    void theAuditTrailTellsWhoDidWhat() {
        api.put("/devices/00D09E-A/tags/pilot", null);
        api.post(TASKS, "{'kind':'reboot'}");

        var first = api.get("/audit?limit=1");
        var second = api.get("/audit?after=" + first.at("/next"));

        assertThat(first.items("what")).containsExactly("device changed");
        assertThat(first.items("actor")).containsExactly("admin");
        assertThat(second.items("what")).containsExactly("task created");
        assertThat(second.json().get("next").isNull()).isTrue();
        assertThat(api.get("/audit?after=-1").status()).isEqualTo(400);
    }
}
