package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.store.record.StoreFormat;

class ClusterTest {

    @TempDir
    Path directory;

    @Test
    void showsTheNodesAndWhatTheyHold() throws Exception {
        try (var api = new RunningApi(directory)) {
            showsThem(api);
        }
    }

    private static void showsThem(RunningApi api) throws Exception {
        var cluster = api.get("/cluster");

        assertThat(cluster.status()).isEqualTo(200);
        assertThat(cluster.at("/nodes/0/name")).isEqualTo("node");
        assertThat(cluster.at("/nodes/0/self")).isEqualTo("true");
        assertThat(cluster.at("/nodes/0/partitions")).isEqualTo("256");
        assertThat(cluster.at("/nodes/0/sessions")).isEqualTo("7");
        assertThat(cluster.at("/format/written")).isEqualTo(Integer.toString(StoreFormat.NEWEST));
        assertThat(cluster.at("/format/oldest")).isEqualTo(Integer.toString(StoreFormat.NEWEST));
        assertThat(cluster.at("/partitions/free")).isEqualTo("0");
        assertThat(cluster.at("/store/ready")).isEqualTo("true");
        assertThat(cluster.at("/store/devices")).isEqualTo("0");
    }

    @Test
    void raisesTheFormatIfThereIsOneToRaise() throws Exception {
        try (var api = new RunningApi(directory)) {
            var answer = api.post("/cluster/upgrade", null);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("/from")).isEqualTo(Integer.toString(StoreFormat.NEWEST));
            assertThat(answer.at("/to")).isEqualTo(Integer.toString(StoreFormat.NEWEST));
        }
    }
}
