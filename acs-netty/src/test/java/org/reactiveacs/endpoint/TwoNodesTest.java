package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Visit;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.port.Linger;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Two nodes on one Redis, whose CPEs send each message to whichever they like. */
class TwoNodesTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @SuppressWarnings("NullAway.Init")
    private static RedisLink link;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint first;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint second;

    @BeforeAll
    static void connect() {
        link = RedisLink.open(RedisSettings.of(REDIS.url()));
    }

    @AfterAll
    static void disconnect() {
        link.close();
    }

    @BeforeEach
    void start() {
        REDIS.flush();
        var keys = KeyRing.generate(new SecureRandom());
        first = node(keys);
        second = node(keys);
    }

    private static RunningEndpoint node(KeyRing keys) {
        return node(keys, Linger.NEVER);
    }

    private static RunningEndpoint node(KeyRing keys, Linger linger) {
        var options = new RunningEndpoint.Options();
        options.linger = linger;
        return new RunningEndpoint(link, keys, options);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static Inform inform(String... events) {
        var inform = anInform().from("00D09E", "1").reporting("Device.DeviceInfo.SoftwareVersion", "1.0");
        for (var event : events) {
            inform = inform.with(event);
        }
        return inform.build();
    }

    private static RawConnection.Response post(RunningEndpoint node, CwmpMessage message, String cookie) {
        try (var connection = node.connect()) {
            return connection.post(message, "Cookie: " + cookie);
        }
    }

    private static RawConnection.Response postNothing(RunningEndpoint node, String cookie) {
        try (var connection = node.connect()) {
            return connection.postNothing("Cookie: " + cookie);
        }
    }

    private static String open(RunningEndpoint node, Inform inform) {
        try (var connection = node.connect()) {
            return connection.post(inform).cookie();
        }
    }

    private static GetParameterValuesResponse value(String value) {
        return new GetParameterValuesResponse(
                List.of(new ParameterValueStruct("Device.X", value, ParameterType.STRING)));
    }

    @Test
    void everyMessageOfASessionMayGoToTheOtherNode() {
        var cookie = open(first, inform("2 PERIODIC"));
        var read = first.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        var set = second.order(
                new TaskSpec.SetParameterValues(List.of(new Assignment("Device.X", "7", ParameterType.STRING))));

        assertThat(post(second, new GetRPCMethods(), cookie).message()).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(postNothing(first, cookie).message()).isEqualTo(new GetParameterValues(List.of("Device.X")));
        var asked = post(second, value("42"), cookie).message();
        assertThat(asked).isInstanceOfAny(SetParameterValues.class, GetParameterValues.class);
        if (asked instanceof GetParameterValues) {
            asked = post(first, value("42"), cookie).message();
        }
        assertThat(asked).isInstanceOf(SetParameterValues.class);
        var end = post(second, new SetParameterValuesResponse(0), cookie);

        assertThat(end.status()).isEqualTo(204);
        assertThat(first.task(read).status()).isEqualTo(TaskStatus.DONE);
        assertThat(second.task(set).status()).isEqualTo(TaskStatus.DONE);
        assertThat(second.head().visits()).singleElement().satisfies(visit -> {
            assertThat(visit.end()).isEqualTo(Visit.End.COMPLETED);
            assertThat(visit.done()).contains("GetRPCMethods", "GetParameterValues 1", "SetParameterValues");
        });
    }

    @Test
    void aMessageThatComesAgainAtTheOtherNodeGetsTheSameAnswerAndHasNoSecondEffect() {
        var cookie = open(first, inform("2 PERIODIC"));
        first.order(new TaskSpec.Reboot());

        var asked = postNothing(first, cookie);
        var again = postNothing(second, cookie);

        assertThat(asked.message()).isInstanceOf(Reboot.class);
        assertThat(again.body()).isEqualTo(asked.body());
        assertThat(post(first, new RebootResponse(), cookie).status()).isEqualTo(204);
    }

    @Test
    void anInformAtTheOtherNodeTakesOver() {
        var old = open(first, inform("2 PERIODIC"));
        var reboot = first.order(new TaskSpec.Reboot());
        assertThat(postNothing(first, old).message()).isInstanceOf(Reboot.class);

        var young = open(second, inform("1 BOOT", "M Reboot"));

        assertThat(post(first, new RebootResponse(), old).status()).isEqualTo(204);
        assertThat(second.task(reboot).status())
                .as("the other node has the evidence")
                .isEqualTo(TaskStatus.DONE);
        assertThat(postNothing(first, young).status()).isEqualTo(204);
        assertThat(first.head().visits()).hasSize(2);
    }

    @Test
    void theVisitThatWasCutOffAtAnotherNodeIsShownAsThat() {
        open(first, inform("2 PERIODIC"));
        var young = open(second, inform("2 PERIODIC"));

        assertThat(postNothing(first, young).status()).isEqualTo(204);
        assertThat(first.head().visits())
                .extracting(Visit::end)
                .containsExactly(Visit.End.COMPLETED, Visit.End.SUPERSEDED);
    }

    @Test
    void aSessionWhoseNodeIsGoneGoesOnAtTheOther() {
        var cookie = open(first, inform("2 PERIODIC"));
        var task = second.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        assertThat(postNothing(first, cookie).message()).isInstanceOf(GetParameterValues.class);
        first.server.close();

        var end = post(second, value("42"), cookie);

        assertThat(end.status()).isEqualTo(204);
        assertThat(second.task(task).status()).isEqualTo(TaskStatus.DONE);
        assertThat(second.server.openSessions()).isZero();
    }

    @Test
    void whatMovedOnElsewhereIsNotInHandForLong() {
        var cookie = open(first, inform("2 PERIODIC"));
        assertThat(postNothing(second, cookie).status()).isEqualTo(204);
        assertThat(first.server.openSessions()).isEqualTo(1);

        first.clock.forward(Duration.ofSeconds(11));
        first.server.sweep(first.clock.instant());

        assertThat(first.server.openSessions()).isZero();
    }

    /** Holds the last answers of all sessions back until it is told to let them go. */
    private static final class Holding implements Linger {
        final CountDownLatch held = new CountDownLatch(1);
        final Sinks.Empty<Void> letGo = Sinks.empty();

        @Override
        public boolean isAnybodyAwaited() {
            return true;
        }

        @Override
        public boolean isAwaited(DeviceId device) {
            return true;
        }

        @Override
        public void calls(DeviceId device) {}

        @Override
        public boolean isWanted(DeviceId device) {
            return true;
        }

        @Override
        public Mono<Void> stay(DeviceId device) {
            return letGo.asMono().doOnSubscribe(waits -> held.countDown());
        }
    }

    @Test
    void aSessionWhoseAnswerIsHeldBackForLongIsCountedAtItsEnd() throws Exception {
        var holding = new Holding();
        try (var node = node(first.keys, holding)) {
            var cookie = open(node, inform("6 CONNECTION REQUEST"));
            var answer = CompletableFuture.supplyAsync(() -> postNothing(node, cookie));
            assertThat(holding.held.await(10, TimeUnit.SECONDS)).isTrue();

            node.clock.forward(Duration.ofSeconds(12));
            node.server.sweep(node.clock.instant());

            assertThat(node.server.openSessions()).isEqualTo(1);
            assertThat(answer).isNotDone();
            holding.letGo.tryEmitEmpty();
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(204);
            assertThat(node.registry
                            .get("acs.sessions")
                            .tag("outcome", "completed")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(node.server.openSessions()).isZero();
        }
    }
}
