package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.rollout.CampaignRunner;
import org.reactiveacs.rollout.RolloutTools;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

class CampaignsTest {
    private static final String CAMPAIGN = "/campaigns/c";
    private static final String REBOOT = "{'filter':'','task':{'kind':'reboot'}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @SuppressWarnings("NullAway.Init")
    private CampaignRunner runner;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
        run();
    }

    @AfterEach
    void stop() {
        runner.close();
        api.close();
    }

    private void run() {
        runner = new CampaignRunner(new RolloutTools(
                api.store,
                () -> api.parts.policies().now(),
                api.parts.membership().leases(),
                api.parts.wake(),
                api.ids,
                api.clock,
                new AcsMetrics(new SimpleMeterRegistry())));
    }

    private void devices(int count) {
        for (int i = 1; i <= count; i++) {
            api.devices.called(Integer.toString(i), "1.0");
        }
    }

    private List<Task> tasks(int serial) {
        return Objects.requireNonNull(
                api.store.tasks().list(DeviceId.of("00D09E-" + serial)).block());
    }

    private void started(String body) {
        assertThat(api.put(CAMPAIGN, body).status()).isEqualTo(201);
        assertThat(api.post(CAMPAIGN + "/start", null).at("/state")).isEqualTo("running");
    }

    private void until(String pointer, String value) {
        Await.until(
                pointer + " to be " + value, () -> api.get(CAMPAIGN).at(pointer).equals(value));
    }

    @Test
    void aDocumentIsKeptAndItsMistakesAreTold() {
        var refused = api.send(
                "PUT",
                CAMPAIGN,
                "filter: tag =\ntask: {kind: dance}\n",
                request -> request.setHeader("Content-Type", "application/yaml"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/line")).isEqualTo("1");
        assertThat(refused.at("/errors/1/line")).isEqualTo("2");

        var put = api.put(CAMPAIGN, REBOOT);
        assertThat(put.status()).isEqualTo(201);
        assertThat(put.at("/state")).isEqualTo("draft");
        assertThat(put.at("/campaign/task/kind")).isEqualTo("reboot");
        assertThat(put.header("etag")).isEqualTo("\"1\"");
        assertThat(api.get("/campaigns").items("name")).containsExactly("c");
        assertThat(matching("\"7\"").status()).isEqualTo(412);
        assertThat(matching("\"1\"").status()).isEqualTo(200);
        assertThat(api.get("/campaigns/other").status()).isEqualTo(404);
        assertThat(api.delete(CAMPAIGN).status()).isEqualTo(204);
        assertThat(api.get(CAMPAIGN).status()).isEqualTo(404);
    }

    private Answer matching(String tag) {
        return api.send("PUT", CAMPAIGN, REBOOT, (HttpRequest.Builder request) -> request.header("If-Match", tag));
    }

    @Test
    void devicesAreHandedOverAndNoPasswordIsShown() {
        devices(2);
        var move =
                "{'filter':'','task':{'kind':'handOver','url':'https://acs.example/','username':'u','password':'s3cret'}}";

        started(move);

        until("/inFlight", "2");
        var ordered = (TaskSpec.HandOver) tasks(2).get(0).spec();
        assertThat(ordered.password()).isEqualTo("s3cret");
        assertThat(api.get(CAMPAIGN).http().body()).contains("********").doesNotContain("s3cret");
        assertThat(api.get("/campaigns").http().body()).doesNotContain("s3cret");
        var asShown = api.put("/campaigns/other", move.replace("s3cret", "********"));
        assertThat(asShown.status()).isEqualTo(422);
        assertThat(asShown.http().body()).contains("shown in the place of a password");
    }

    @Test
    void ordersThatDoNotFitAreRefused() {
        devices(1);
        api.put(CAMPAIGN, REBOOT);
        for (var verb : List.of("pause", "resume", "abort", "rollback", "retry-failed")) {
            assertThat(api.post(CAMPAIGN + "/" + verb, null).status()).as(verb).isEqualTo(409);
        }

        assertThat(api.post(CAMPAIGN + "/start", null).status()).isEqualTo(200);

        assertThat(api.post(CAMPAIGN + "/start", null).at("/detail"))
                .isEqualTo("start does not fit: the campaign is running");
        assertThat(api.put(CAMPAIGN, REBOOT).at("/detail")).contains("was started");
        assertThat(api.delete(CAMPAIGN).at("/detail")).contains("abort it");
    }

    @Test
    void eachDeviceGetsItsTaskOnceAndItsOutcomeIsReported() {
        devices(3);
        started(REBOOT);
        Await.until("all are ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("3"));

        api.devices.done("1", Outcome.NONE);
        api.devices.done("2", Outcome.NONE);
        api.devices.work("3", task -> task.failed(TaskFault.ours("broken", "=HYPERLINK"), api.clock.instant()));

        until("/stages/succeeded", "2");
        until("/stages/failed", "1");
        assertThat(api.get(CAMPAIGN + "/devices?stage=failed").items("device")).containsExactly("00D09E-3");
        assertThat(api.get(CAMPAIGN + "/devices?stage=lost").status()).isEqualTo(400);
        assertThat(api.get(CAMPAIGN + "/devices?cursor=x").status()).isEqualTo(400);
        var first = api.get(CAMPAIGN + "/devices?limit=2");
        var second = api.get(CAMPAIGN + "/devices?limit=2&cursor=" + first.at("/next"));
        assertThat(first.items("device")).hasSize(2);
        assertThat(second.items("device")).hasSize(1).doesNotContainAnyElementsOf(first.items("device"));
        var report = api.send("GET", CAMPAIGN + "/report", null, request -> request.header("Accept", "text/csv"));
        assertThat(report.http().body().lines())
                .hasSize(4)
                .first()
                .isEqualTo("\"device\",\"stage\",\"since\",\"reason\",\"formerVersion\",\"attempts\"");
        assertThat(report.http().body()).contains("broken: =HYPERLINK");
        for (int i = 1; i <= 3; i++) {
            assertThat(tasks(i)).hasSize(1);
            assertThat(tasks(i).get(0).order().by()).isEqualTo("campaign c");
        }
        assertThat(api.get("/audit").items("detail")).contains("c", "c start");
    }

    @Test
    void tooManyFailuresPauseItAndARetryGivesThemAnotherChance() {
        devices(3);
        started("{'filter':'','task':{'kind':'reboot'},'waves':[{'count':1},{'percent':100}],'pause':{'failures':50}}");
        Await.until("one is ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("1"));
        var canary =
                api.get(CAMPAIGN + "/devices?stage=ordered").items("device").get(0);
        String serial = canary.substring("00D09E-".length());
        api.devices.work(serial, task -> task.failed(TaskFault.ours("broken", "it is"), api.clock.instant()));

        until("/state", "paused");
        assertThat(api.get(CAMPAIGN).at("/why")).isEqualTo("1 of 1 devices failed in wave 1, more than 50 %");
        assertThat(api.get(CAMPAIGN).at("/stages/waiting")).isEqualTo("2");

        api.post(CAMPAIGN + "/retry-failed", null);
        Await.until("it has another task", () -> tasks(Integer.parseInt(serial)).size() == 2);
        api.devices.done(serial, Outcome.NONE);
        Await.until("the second wave", () -> api.get(CAMPAIGN).at("/inFlight").equals("2"));
        for (int i = 1; i <= 3; i++) {
            api.devices.done(Integer.toString(i), Outcome.NONE);
        }
        until("/state", "done");
        assertThat(api.get(CAMPAIGN).at("/stages/succeeded")).isEqualTo("3");
    }

    @Test
    void whatWasNotBegunIsTakenBackWhileItPauses() {
        devices(2);
        started(REBOOT);
        Await.until("all are ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("2"));

        api.post(CAMPAIGN + "/pause", null);
        Await.until("all wait", () -> api.get(CAMPAIGN).at("/stages/waiting").equals("2"));
        assertThat(tasks(1)).extracting(Task::status).containsExactly(TaskStatus.CANCELLED);

        api.post(CAMPAIGN + "/resume", null);
        Await.until(
                "all are ordered again", () -> api.get(CAMPAIGN).at("/inFlight").equals("2"));
        assertThat(tasks(1))
                .extracting(Task::status)
                .contains(TaskStatus.QUEUED)
                .hasSize(2);

        api.post(CAMPAIGN + "/abort", null);
        until("/stages/withdrawn", "2");
        Await.until("it can be deleted", () -> api.delete(CAMPAIGN).status() == 204);
    }

    @Test
    void aNodeThatBeginsAnewOrdersNothingTwice() {
        devices(4);
        started("{'filter':'','task':{'kind':'reboot'},'rate':120}");
        Await.until("some are ordered", () -> !api.get(CAMPAIGN).at("/inFlight").equals("0"));

        runner.close();
        run();

        Await.until("all are ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("4"));
        for (int i = 1; i <= 4; i++) {
            assertThat(tasks(i)).hasSize(1);
        }
    }

    @Test
    void whatANodeDidNotTellBeforeItDiedTheNextOneTells() {
        devices(1);
        started(REBOOT);
        Await.until("it is ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("1"));
        runner.close();
        var campaign = Objects.requireNonNull(new Campaigns(api.store).get("c").block());
        api.store
                .documents()
                .removeAll("campaign " + campaign.id() + " tallies")
                .block();
        assertThat(api.get(CAMPAIGN).at("/inFlight")).isEqualTo("0");

        run();

        Await.until("it is told", () -> api.get(CAMPAIGN).at("/inFlight").equals("1"));
    }

    @Test
    void valuesAreSetBackToWhatTheyWere() {
        devices(1);
        started("{'filter':'','task':{'kind':'setParameterValues','values':{'Device.A':'2'}},'wake':true}");
        Await.until("it is ordered", () -> tasks(1).size() == 1);
        Await.until("it is asked to call", () -> !api.woken.isEmpty());
        api.devices.done(
                "1",
                Outcome.ofValues(List.of(
                        Parameter.of("Device.A", "1", ParameterType.STRING, api.clock.instant()),
                        Parameter.of("Device.A", "2", ParameterType.STRING, api.clock.instant()))));
        until("/state", "done");

        api.post(CAMPAIGN + "/rollback", null);

        Await.until("it has a task that takes it back", () -> tasks(1).size() == 2);
        assertThat(tasks(1))
                .extracting(Task::spec)
                .filteredOn(TaskSpec.SetParameterValues.class::isInstance)
                .hasToString("[SetParameterValues[values=[Device.A=1]]]");
        api.devices.done("1", Outcome.NONE);
        until("/state", "rolled_back");
    }
}
