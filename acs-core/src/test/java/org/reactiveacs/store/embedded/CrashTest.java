package org.reactiveacs.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.task.TaskStatus;

/** A process is killed without warning at many points; what it had acknowledged is there, and no unit is half there. */
class CrashTest {

    private static final int KILLS = 12;

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedSurvivesAKillAndNoUnitIsHalfThere() throws Exception {
        var random = new Random(7);
        int next = 1;
        for (int kill = 0; kill < KILLS; kill++) {
            var acknowledged = writeUntilKilled(next, 1 + random.nextInt(60), random.nextInt(3));

            assertThat(acknowledged).isNotEmpty();
            assertWhole(acknowledged);
            next += acknowledged.size() + 2;
        }
    }

    private List<String> writeUntilKilled(int from, int lines, int extraMillis)
            throws IOException, InterruptedException {
        var output = directory.resolve("output");
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        directory.toString(),
                        Integer.toString(from))
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            while (acknowledged(output).size() < lines) {
                assertThat(process.waitFor(2, TimeUnit.MILLISECONDS))
                        .as(() -> "the writer ended: " + text(output))
                        .isFalse();
            }
            // Somewhere within the next units, not always right after an acknowledgement.
            process.waitFor(extraMillis, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged(output);
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> acknowledged(Path output) {
        var acknowledged = new ArrayList<String>();
        text(output).lines().forEach(line -> take(line, acknowledged));
        return acknowledged;
    }

    private static void take(String line, List<String> acknowledged) {
        if (line.startsWith("acknowledged ") && line.length() == "acknowledged T000000000".length()) {
            acknowledged.add(line.substring("acknowledged ".length()));
        }
    }

    private void assertWhole(List<String> acknowledged) {
        try (var store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), new LocalMail())) {
            var device = CrashingWriter.DEVICE;
            // Ended tasks beyond those kept are dropped on purpose; the newest are what a crash could lose.
            int kept = Math.min(acknowledged.size(), EmbeddedTaskStore.ENDED_KEPT / 2);
            for (var id : acknowledged.subList(acknowledged.size() - kept, acknowledged.size())) {
                assertThat(store.tasks().get(device, id).block()).as(id).isNotNull();
            }
            var head = Objects.requireNonNull(
                    Objects.requireNonNull(store.devices().find(device).block()).head());
            var counter = Objects.requireNonNull(store.sessions()
                            .load(device)
                            .map(org.reactiveacs.store.Loaded::tree)
                            .block())
                    .get(CrashingWriter.COUNTER);
            if (counter == null) {
                assertThat(head.macs()).isEmpty();
                return;
            }
            int last = Integer.parseInt(Objects.requireNonNull(counter.value()));
            assertThat(head.macs()).containsExactly(String.format("%012d", last));
            var task = Objects.requireNonNull(
                    store.tasks().get(device, String.format("T%09d", last)).block());
            assertThat(task.status()).isEqualTo(TaskStatus.DONE);
            var events = Objects.requireNonNull(
                    store.events(Partitions.of(device), 0, 10_000).block());
            var ended = events.stream()
                    .filter(recorded -> recorded.event().type() == DomainEvent.Type.TASK_ENDED)
                    .map(recorded -> recorded.event().detail().get("number"))
                    .toList();
            assertThat(ended.get(ended.size() - 1)).isEqualTo(Integer.toString(last));
        }
    }
}
