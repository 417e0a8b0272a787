package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.feed.EventChoice;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.feed.Told;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Write;
import tools.jackson.databind.JsonNode;

/** What is wrong with devices, over the API, checked against the published document. */
class AnomaliesTest {
    private static final String LOOP = "REBOOT_LOOP:00D09E-A";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @SuppressWarnings("NullAway.Init")
    private Instant now;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        now = Instant.ofEpochMilli(api.clock.millis());
        api.devices.called("A", "1.0");
        raise(AnomalyKind.REBOOT_LOOP, DeviceId.of("00D09E-A"), Duration.ofMinutes(5));
        raise(AnomalyKind.INFORM_STORM, DeviceId.of("00D09E-A"), Duration.ofHours(2));
        raise(AnomalyKind.EVENT_MIX, null, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void raise(AnomalyKind kind, @Nullable DeviceId device, Duration ago) {
        var at = now.minus(ago);
        new Anomalies(api.store)
                .raise(new Anomaly(kind, device, at, now, 7, "it is odd"))
                .block();
    }

    private List<String> ids(String query) {
        var answer = api.get("/anomalies" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.items("id");
    }

    @Test
    void anomaliesAreListedWithWhatIsKnownOfThem() {
        var answer = api.get("/anomalies?kind=reboot_loop");

        assertThat(answer.at("/items/0/id")).isEqualTo(LOOP);
        assertThat(answer.at("/items/0/kind")).isEqualTo("REBOOT_LOOP");
        assertThat(answer.at("/items/0/device")).isEqualTo("00D09E-A");
        assertThat(answer.at("/items/0/since"))
                .isEqualTo(now.minus(Duration.ofMinutes(5)).toString());
        assertThat(answer.at("/items/0/lastSeen")).isEqualTo(now.toString());
        assertThat(answer.at("/items/0/count")).isEqualTo("7");
        assertThat(answer.at("/items/0/reason")).isEqualTo("it is odd");
        assertThat(ids("")).containsExactly("EVENT_MIX:fleet", "INFORM_STORM:00D09E-A", LOOP);
        assertThat(ids("?kind=EVENT_MIX,INFORM_STORM")).containsExactly("EVENT_MIX:fleet", "INFORM_STORM:00D09E-A");
        assertThat(ids("?since=30m")).containsExactly(LOOP);
        assertThat(ids("?since=" + now.minus(Duration.ofMinutes(90)))).containsExactly("EVENT_MIX:fleet", LOOP);
        assertThat(ids("?device=00D09E-A")).containsExactly(LOOP, "INFORM_STORM:00D09E-A");
    }

    private void fallSilent(String serial) {
        var device = api.devices.called(serial, "1.0");
        var rules = new SilenceRules(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        api.store
                .sessions()
                .silence(Partitions.of(device), now.plus(Duration.ofDays(2)), rules)
                .block();
    }

    @Test
    void silentDevicesComeBehindAllOthersPageByPage() {
        fallSilent("S1");
        fallSilent("S2");

        var seen = new ArrayList<String>();
        @Nullable JsonNode next = null;
        do {
            var cursor = next == null ? "" : next.asString();
            var answer = api.get("/anomalies?limit=1&cursor=" + RunningApi.encoded(cursor));
            seen.addAll(answer.items("id"));
            next = answer.json().get("next");
        } while (!next.isNull() && seen.size() < 10);

        assertThat(seen)
                .containsExactly(
                        "EVENT_MIX:fleet", "INFORM_STORM:00D09E-A", LOOP, "SILENT:00D09E-S1", "SILENT:00D09E-S2");
        assertThat(ids("?kind=SILENT")).containsExactly("SILENT:00D09E-S1", "SILENT:00D09E-S2");
        assertThat(ids("?device=00D09E-S1")).containsExactly("SILENT:00D09E-S1");
        assertThat(api.get("/anomalies?kind=SILENT").at("/items/0/reason"))
                .startsWith("called last at ")
                .endsWith(", and is expected every PT1S");
        assertThat(api.post("/anomalies/SILENT:00D09E-S1/acknowledge", null).status())
                .isEqualTo(400);
    }

    @Test
    void aDeviceTellsWhatIsWrongWithIt() {
        var device = api.get("/devices/00D09E-A");

        assertThat(device.at("/anomalies/0/kind")).isEqualTo("REBOOT_LOOP");
        assertThat(device.at("/anomalies/1/kind")).isEqualTo("INFORM_STORM");
        api.devices.called("B", "1.0");
        assertThat(api.get("/devices/00D09E-B").http().body()).contains("\"anomalies\":[]");
    }

    @Test
    void anOperatorTakesNoteOfOneUntilItIsOver() {
        assertThat(api.get("/anomalies?kind=REBOOT_LOOP").http().body()).contains("\"acknowledged\":null");

        var noted = api.post("/anomalies/" + LOOP + "/acknowledge", null);

        assertThat(noted.status()).isEqualTo(200);
        assertThat(noted.at("/acknowledged/by")).isNotEmpty();
        assertThat(api.get("/devices/00D09E-A").at("/anomalies/0/acknowledged/by"))
                .isEqualTo(noted.at("/acknowledged/by"));
        assertThat(api.get("/audit").http().body()).contains("anomaly changed").contains(LOOP + " it is odd");

        var anomalies = new Anomalies(api.store);
        var open = Objects.requireNonNull(anomalies.of(DeviceId.of("00D09E-A")).block());
        anomalies.clear(open.get(0), new Write("over", Actor.SYSTEM, now)).block();
        raise(AnomalyKind.REBOOT_LOOP, DeviceId.of("00D09E-A"), Duration.ZERO);

        assertThat(api.get("/anomalies?kind=REBOOT_LOOP").http().body()).contains("\"acknowledged\":null");
    }

    private @Nullable Boolean isWanted(String filter, DeviceId device) {
        var event = new DomainEvent(DomainEvent.Type.ANOMALY_RAISED, device, now, Map.of());
        return new EventJudge(api.store, IdentityScheme.OUI_SERIAL, () -> PathNames.NONE, api.clock)
                .wants(new EventChoice(Set.of(), null, filter), new Told.Happened(1, 1, event))
                .block();
    }

    @Test
    void whatIsWrongWithTheFleetIsForThoseWhoWantAllDevices() {
        assertThat(isWanted("", DomainEvent.FLEET)).isTrue();
        assertThat(isWanted("oui = 00D09E", DomainEvent.FLEET)).isFalse();
        assertThat(isWanted("oui = 00D09E", DeviceId.of("00D09E-A"))).isTrue();
    }

    @Test
    void whatIsWrongWithARequestIsTold() {
        assertThat(api.get("/anomalies?kind=ODD").http().body()).contains("no kind of anomaly is called 'ODD'");
        assertThat(api.get("/anomalies?since=soon").status()).isEqualTo(400);
        assertThat(api.get("/anomalies?device=00D09E-NOBODY").status()).isEqualTo(404);
        assertThat(api.post("/anomalies/REBOOT_LOOP:00D09E-NOBODY/acknowledge", null)
                        .status())
                .isEqualTo(404);
        assertThat(api.post("/anomalies/FLAPPING_ADDRESS:00D09E-A/acknowledge", null)
                        .status())
                .isEqualTo(404);
        assertThat(api.post("/anomalies/nonsense/acknowledge", null).status()).isEqualTo(400);
    }
}
