package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class TaskWaitsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aLetterThatIsLostLosesNothing() throws Exception {
        var noMail = new Mail() {
            @Override
            public void send(Letter letter) {}

            @Override
            public Flux<Letter> letters() {
                return Flux.never();
            }
        };
        try (var api = new RunningApi(directory);
                var waits = new TaskWaits(api.store.tasks(), noMail, 1, Schedulers.immediate())) {
            var task = queued(api);
            var waiting = waits.end(task, Duration.ofSeconds(30)).toFuture();

            api.devices.done("A", Outcome.NONE);

            assertThat(Objects.requireNonNull(waiting.get(20, TimeUnit.SECONDS)).status())
                    .isEqualTo(TaskStatus.DONE);
        }
    }

    @Test
    void aTaskThatHadEndedBeforeIsGivenAtOnce() {
        try (var api = new RunningApi(directory);
                var waits = api.waits()) {
            var task = queued(api);
            api.devices.done("A", Outcome.NONE);

            var ended = waits.end(task, Duration.ofMinutes(5)).block(Duration.ofSeconds(20));

            assertThat(Objects.requireNonNull(ended).status()).isEqualTo(TaskStatus.DONE);
        }
    }

    @Test
    void aTaskThatIsDeletedIsNotWaitedFor() {
        try (var api = new RunningApi(directory);
                var waits = api.waits()) {
            var task = queued(api);
            api.delete("/devices/00D09E-A");

            assertThat(waits.end(task, Duration.ofMillis(10)).block(Duration.ofSeconds(20)))
                    .isNull();
        }
    }

    @Test
    void placesAreCounted() {
        try (var api = new RunningApi(directory);
                var waits = api.waits()) {
            assertThat(waits.enter()).isTrue();
            assertThat(waits.enter()).isFalse();
            waits.leave();
            assertThat(waits.enter()).isTrue();
            assertThat(waits.waiting()).isEqualTo(1);
        }
    }

    private static Task queued(RunningApi api) {
        api.devices.called("A", "1.0");
        var now = api.clock.instant();
        var task = Task.queued(
                api.ids.next(),
                DeviceId.of("00D09E-A"),
                new TaskSpec.Reboot(),
                new Task.Order(now, "test", Schedule.AT_ONCE));
        api.store
                .tasks()
                .add(task, null, new Write(api.ids.next(), Actor.SYSTEM, now))
                .block(Duration.ofSeconds(10));
        return task;
    }
}
