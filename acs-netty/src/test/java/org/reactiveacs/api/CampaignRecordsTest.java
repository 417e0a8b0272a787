package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Roster;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.rollout.CampaignRunner;
import org.reactiveacs.rollout.RolloutTools;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.task.Outcome;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What campaigns write, leave behind and hold at a time. */
class CampaignRecordsTest {
    private static final String CAMPAIGN = "/campaigns/c";
    private static final String REBOOT = "{'filter':'','task':{'kind':'reboot'}}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @SuppressWarnings("NullAway.Init")
    private Campaigns campaigns;

    @SuppressWarnings("NullAway.Init")
    private WatchedDocuments documents;

    private final List<CampaignRunner> runners = new ArrayList<>();

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
        campaigns = new Campaigns(api.store);
        documents = new WatchedDocuments(api.store);
    }

    @AfterEach
    void stop() {
        runners.forEach(CampaignRunner::close);
        api.close();
    }

    private void run(Store store) {
        runners.add(new CampaignRunner(new RolloutTools(
                store,
                () -> api.parts.policies().now(),
                api.parts.membership().leases(),
                api.parts.wake(),
                api.ids,
                api.clock,
                new AcsMetrics(new SimpleMeterRegistry()))));
    }

    private Campaign started(int devices) {
        for (int i = 1; i <= devices; i++) {
            api.devices.called(Integer.toString(i), "1.0");
        }
        assertThat(api.put(CAMPAIGN, REBOOT).status()).isEqualTo(201);
        assertThat(api.post(CAMPAIGN + "/start", null).status()).isEqualTo(200);
        return Objects.requireNonNull(campaigns.get("c").block());
    }

    private void until(String pointer, String value) {
        Await.until(
                pointer + " to be " + value, () -> api.get(CAMPAIGN).at(pointer).equals(value));
    }

    private void rounds(int more) {
        long from = documents.reads.get();
        Await.until("rounds", () -> documents.reads.get() >= from + more * 2L);
    }

    @Test
    void whileNothingChangesNothingIsWritten() {
        started(2);
        run(documents.in(api.store));
        until("/inFlight", "2");
        rounds(2);
        documents.writes.clear();

        rounds(3);

        assertThat(documents.writes).isEmpty();
        api.devices.done("1", Outcome.NONE);
        until("/stages/succeeded", "1");
        assertThat(documents.writes).isNotEmpty();
    }

    @Test
    void aNodeThatWritesAfterItsCampaignWasRemovedLeavesNothingBehind() {
        var campaign = started(2);
        var gate = Sinks.<Void>empty();
        var rosters = "campaign " + campaign.id() + " rosters";
        documents.beforeWrites = group -> group.equals(rosters) ? gate.asMono() : Mono.empty();
        run(documents.in(api.store));
        Await.until("the slow one is at its devices", () -> documents.writes.contains(rosters));
        run(api.store);
        Await.until("all are ordered", () -> api.get(CAMPAIGN).at("/inFlight").equals("2"));
        api.devices.done("1", Outcome.NONE);
        api.devices.done("2", Outcome.NONE);
        until("/state", "done");
        Await.until("it is removed", () -> api.delete(CAMPAIGN).status() == 204);
        Await.until("nothing is left", () -> isForgotten(campaign));

        gate.tryEmitEmpty();

        Await.until(
                "the slow one writes of it all the same",
                () -> documents.writes.contains("campaign " + campaign.id() + " shares"));
        Await.until(
                "nothing is left for good",
                () -> documents.removed.contains("campaign " + campaign.id() + " shares") && isForgotten(campaign));
    }

    private boolean isForgotten(Campaign campaign) {
        return Objects.requireNonNull(campaigns.tallies(campaign).block()).isEmpty()
                && !Objects.requireNonNull(campaigns.courses().block()).containsKey(campaign.id())
                && IntStream.range(0, Partitions.COUNT)
                        .allMatch(partition -> campaigns
                                        .share(campaign, partition)
                                        .blockOptional()
                                        .isEmpty()
                                && campaigns
                                        .roster(campaign, partition)
                                        .blockOptional()
                                        .isEmpty());
    }

    @Test
    void whatANodeThatDiedLeftOfARemovedCampaignIsForgottenByTheNext() {
        var campaign = new Campaign("gone", 1, "G1", api.clock.instant(), "me", "{}", List.of());
        campaigns.keep(campaign, Course.DRAFT).block();
        campaigns.keepRoster(campaign, 3, new Roster.Builder().build()).block();

        run(api.store);

        Await.until("it is forgotten", () -> isForgotten(campaign));
    }

    @Test
    void aReportIsSentWhileItIsStillRead() throws Exception {
        int each = 200;
        var campaign = started(0);
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var roster = new Roster.Builder();
            for (int i = 0; i < each; i++) {
                roster.add(DeviceId.of("00D09E-" + partition + "." + i));
            }
            campaigns.keepRoster(campaign, partition, roster.build()).block();
        }
        var gate = Sinks.<Void>empty();
        // Two reads for each partition, its devices and what became of them: a quarter of the fleet is let through.
        documents.beforeReads =
                Mono.defer(() -> documents.reads.get() < Partitions.COUNT / 2 ? Mono.<Void>empty() : gate.asMono());
        var parts = api.parts;
        var watched = new ApiParts(
                documents.in(api.store),
                parts.policies(),
                parts.tools(),
                parts.mail(),
                parts.membership(),
                parts.wake(),
                parts.ids(),
                parts.clock(),
                parts.access(),
                parts.scheme(),
                parts.settings());
        try (var server = ApiServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(), watched);
                var lines =
                        lines("http://127.0.0.1:" + server.address().getPort() + "/api/v1" + CAMPAIGN + "/report")) {
            assertThat(lines.readLine()).startsWith("\"device\"");
            assertThat(lines.readLine()).startsWith("\"00D09E-0.0\"").contains("waiting");

            gate.tryEmitEmpty();

            assertThat(lines.lines().count()).isEqualTo((long) Partitions.COUNT * each - 1);
        }
    }

    private static BufferedReader lines(String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + RunningApi.TOKEN)
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).containsEntry("content-type", List.of("text/csv"));
        assertThat(answer.headers().map()).doesNotContainKey("content-length");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }
}
