package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.embedded.EmbeddedStore;

/** A device that stops calling, as an operator of a server process sees it. */
class SilentDeviceTest {

    private static final String DEVICE = "/devices/00D09E-1";
    private static final Pattern MODELS =
            Pattern.compile("acs_devices_by_model\\{model=\"[^\"]+\",oui=\"00D09E\",version=\"none\"} 2.0");

    @TempDir
    Path directory;

    private static void visit(ServerProcess server, String serial, String interval) {
        var inform = anInform()
                .from("00D09E", serial)
                .with("2 PERIODIC")
                .reporting("Device.ManagementServer.PeriodicInformInterval", interval)
                .reporting("Device.Ethernet.Interface.1.MACAddress", "02:00:00:00:00:0" + serial)
                .build();
        var message = new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), inform));
        var cookie = cookie(server.cpe(message, ""));
        assertThat(server.cpe(new byte[0], cookie).statusCode()).isEqualTo(204);
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String show(ServerProcess server, String path) {
        return server.api("GET", path, "").body();
    }

    @Test
    void anOperatorSeesThatADeviceFellSilentAndThatItReturned() throws Exception {
        try (var server = new ServerProcess(
                directory, "silence.missed=1", "silence.atLeast=1s", "silence.afterStart=0s", "shutdown.drain=0s")) {
            visit(server, "1", "1");
            visit(server, "2", "3600");
            assertThat(show(server, DEVICE)).contains("\"silentSince\":null");

            await(() -> !show(server, DEVICE).contains("\"silentSince\":null"));

            assertThat(show(server, "/devices?filter=silent%20%3D%20true"))
                    .contains("00D09E-1")
                    .doesNotContain("00D09E-2");
            assertThat(show(server, "/cluster")).contains("\"devicesSilent\":1");
            await(() -> server.metrics().contains("acs_devices_silent 1.0"));
            assertThat(server.metrics())
                    .contains("acs_policy_devices{state=\"conflict\"} 0.0")
                    .contains("acs_devices_known 2.0")
                    .contains("acs_devices_online 1.0")
                    .contains("acs_tasks_open 0.0");
            await(() -> MODELS.matcher(server.metrics()).find());

            visit(server, "1", "3600");

            assertThat(show(server, DEVICE)).contains("\"silentSince\":null");
            assertThat(show(server, "/cluster")).contains("\"devicesSilent\":0");
            await(() -> server.metrics().contains("acs_devices_silent 0.0"));
            server.terminate();
            server.exitCode(Duration.ofSeconds(10));
        }
        assertThat(told()).containsSubsequence(DomainEvent.Type.DEVICE_SILENT, DomainEvent.Type.DEVICE_RETURNED);
    }

    private List<DomainEvent.Type> told() {
        var settings = new EmbeddedStore.Settings(directory.resolve("data"), IdentityScheme.OUI_SERIAL, null);
        try (var store = EmbeddedStore.open(settings, new LocalMail())) {
            int partition = Partitions.of(DeviceId.of("00D09E-1"));
            return Objects.requireNonNull(store.events(partition, 0, 100).block()).stream()
                    .map(Store.Recorded::event)
                    .map(DomainEvent::type)
                    .toList();
        }
    }
}
