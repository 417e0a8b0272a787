package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.ClientAuth;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.config.ConfigLoader;
import org.reactiveacs.main.config.StoreUrl;
import org.reactiveacs.tls.Certificates;
import tools.jackson.databind.json.JsonMapper;

/** What a running server tells of itself on the management listener. */
class NodeWatchTest {
    @TempDir
    Path directory;

    private Acs start(String... settings) {
        var all = new ArrayList<>(List.of(
                "management.listen=127.0.0.1:0",
                "cwmp.listen=127.0.0.1:0",
                "api.listen=127.0.0.1:0",
                "shutdown.drain=0s",
                "store.url=embedded:" + directory.resolve("data")));
        all.addAll(List.of(settings));
        return Acs.start(ConfigLoader.load(Optional.empty(), Map.of(), all));
    }

    private static String get(Acs acs, String path) throws Exception {
        var uri = URI.create("http://" + acs.managementAddress() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void metersTellThatANodeIsReadyAndHoldsAll() throws Exception {
        try (Acs acs = start("cwmp.maxSessions=1234")) {
            assertThat(get(acs, "/metrics"))
                    .contains("acs_ready{check=\"node\"} 1.0")
                    .contains("acs_ready{check=\"store\"} 1.0")
                    .contains("acs_ready{check=\"cluster\"} 1.0")
                    .contains("acs_leases_held 256.0")
                    .contains("acs_leases_free 0.0")
                    .contains("acs_members 1.0")
                    .contains("acs_clock_offset_seconds 0.0")
                    .contains("acs_sessions_limit 1234.0")
                    .contains("acs_build_info{commit=\"unknown\",java=\"" + Runtime.version() + "\",store=\"embedded\"")
                    .contains("jvm_info{")
                    .doesNotContain("acs_certificate_expires");
            assertThat(JsonMapper.shared()
                            .readTree(get(acs, "/health/ready"))
                            .path("checks")
                            .propertyNames())
                    .containsExactlyInAnyOrder("node", "store", "cluster");
        }
    }

    @Test
    void aMeterTellsWhenTheCertificateOfAListenerExpires() throws Exception {
        var certificates = new Certificates(directory);
        var files = certificates.settings(ClientAuth.NONE).identity();

        try (Acs acs = start("api.tls.certificate=" + files.certificate(), "api.tls.key=" + files.key())) {
            var seconds = certificates
                    .server
                    .getCertificate()
                    .getNotAfter()
                    .toInstant()
                    .getEpochSecond();
            assertThat(get(acs, "/metrics"))
                    .containsPattern("acs_certificate_expires_timestamp_seconds\\{listener=\"api\"} 1\\.\\d+E9")
                    .contains("{listener=\"api\"} " + (double) seconds)
                    .doesNotContain("listener=\"cwmp\"");
            assertThat(get(acs, "/info")).contains("\"features\":[\"api.tls\",\"cwmp.overload\"]");
        }
    }

    @Test
    void infoTellsWhatRunsAndNoSecret() throws Exception {
        try (Acs acs =
                start("node.name=here", "api.token=a-token-to-be-kept-secret", "hooks.secret=hush-hush-hush-hush")) {
            var text = get(acs, "/info");

            var info = JsonMapper.shared().readTree(text);
            assertThat(info.path("node").asString()).isEqualTo("here");
            assertThat(info.path("version").asString()).isEqualTo(Version.number());
            assertThat(info.path("commit").asString()).isEqualTo("unknown");
            assertThat(info.path("java").asString()).isEqualTo(Runtime.version().toString());
            assertThat(info.path("store").asString()).isEqualTo("embedded");
            assertThat(info.path("started").asString()).endsWith("Z");
            assertThat(info.path("features").toString()).isEqualTo("[\"cwmp.overload\",\"hooks\"]");
            assertThat(text).doesNotContain("secret").doesNotContain("hush");
        }
    }

    @Test
    void kindsOfStoresAreThoseOfTheirUrls() {
        assertThat(new StoreUrl.Redis("rediss://u:p@h:1").kind()).isEqualTo("redis");
        assertThat(new StoreUrl.Redis("redis-cluster://a:1,b:2").kind()).isEqualTo("redis-cluster");
        assertThat(new StoreUrl.Redis("rediss-sentinel://a:1/m").kind()).isEqualTo("redis-sentinel");
    }
}
