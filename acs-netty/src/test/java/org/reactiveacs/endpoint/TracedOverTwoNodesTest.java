package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Exemplars;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.tracing.CollectorServer;
import org.reactiveacs.tracing.CollectorServer.Received;
import org.reactiveacs.tracing.SampledTraces;
import org.reactiveacs.tracing.TimedOut;

/** What a collector is told of sessions that go over two nodes, which tell each other nothing of it. */
class TracedOverTwoNodesTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private final KeyRing keys = KeyRing.generate(new SecureRandom());

    @SuppressWarnings("NullAway.Init")
    private RedisLink link;

    @SuppressWarnings("NullAway.Init")
    private CollectorServer collector;

    @SuppressWarnings("NullAway.Init")
    private Node first;

    @SuppressWarnings("NullAway.Init")
    private Node second;

    private record Node(RunningEndpoint endpoint, SampledTraces traces) implements AutoCloseable {
        String inform() {
            try (var connection = endpoint.connect()) {
                return connection
                        .post(anInform()
                                .from("00D09E", "1")
                                .with("2 PERIODIC")
                                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                                .build())
                        .cookie();
            }
        }

        int nothing(String cookie) {
            try (var connection = endpoint.connect()) {
                return connection.postNothing("Cookie: " + cookie).status();
            }
        }

        @Override
        public void close() {
            endpoint.close();
            traces.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        REDIS.flush();
        link = RedisLink.open(RedisSettings.of(REDIS.url()));
        collector = new CollectorServer();
        first = node("n1");
        second = node("n2");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        collector.close();
        link.close();
    }

    private Node node(String name) {
        var traces = SampledTraces.open(
                collector.settings(1, name), new AcsMetrics(new SimpleMeterRegistry()), new Exemplars());
        var options = new RunningEndpoint.Options();
        options.traces = traces;
        var endpoint = new RunningEndpoint(link, keys, options);
        return new Node(endpoint, traces);
    }

    private Received onlyRoot() {
        Await.until("the session is told of", () -> !collector.roots().isEmpty());
        first.traces().close();
        second.traces().close();
        assertThat(collector.roots()).hasSize(1);
        return collector.roots().get(0);
    }

    @Test
    void aSessionThatGoesToAndFroIsOneTrace() {
        var cookie = first.inform();
        first.endpoint().order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        try (var connection = second.endpoint().connect()) {
            connection.post(new GetRPCMethods(), "Cookie: " + cookie);
        }
        assertThat(first.nothing(cookie)).isEqualTo(200);
        try (var connection = second.endpoint().connect()) {
            var values = List.of(new ParameterValueStruct("Device.X", "42", ParameterType.STRING));
            assertThat(connection
                            .post(new GetParameterValuesResponse(values), "Cookie: " + cookie)
                            .status())
                    .isEqualTo(204);
        }

        var root = onlyRoot();
        assertThat(root.attributes()).containsEntry("cwmp.outcome", "completed");
        assertThat(root.resource()).containsEntry("service.instance.id", "n2");
        var messages = collector.messages();
        assertThat(messages)
                .extracting(Received::name)
                .containsExactly("Inform", "GetRPCMethods", "Empty", "GetParameterValuesResponse");
        assertThat(messages)
                .extracting(message -> message.resource().get("service.instance.id"))
                .containsExactly("n1", "n2", "n1", "n2");
        assertThat(collector.spans()).extracting(Received::trace).containsOnly(root.trace());
        assertThat(messages).extracting(Received::parent).containsOnly(root.id());
        assertThat(root.start())
                .as("when the Inform came, to another node")
                .isEqualTo(messages.get(0).start());
        assertThat(collector.spans()).extracting(Received::name).contains("store resume");
        assertThat(collector.spans()).extracting(Received::id).doesNotHaveDuplicates();
    }

    @Test
    void whoeverCutsASessionOffTellsOfItsEnd() {
        first.inform();
        var younger = second.inform();
        assertThat(first.nothing(younger)).isEqualTo(204);
        // The first node held the older session until now.
        first.endpoint().server.sweep(first.endpoint().clock.instant());

        Await.until("both are told of", () -> collector.roots().size() >= 2);
        first.traces().close();
        second.traces().close();
        var outcomes = collector.roots().stream()
                .collect(Collectors.toMap(
                        root -> Objects.requireNonNull(root.attributes().get("cwmp.outcome")), root -> root));
        assertThat(outcomes).containsOnlyKeys("superseded", "completed");
        var cutOff = Objects.requireNonNull(outcomes.get("superseded"));
        assertThat(cutOff.resource()).containsEntry("service.instance.id", "n2");
        var inform = collector.messages().get(0);
        assertThat(inform.resource()).containsEntry("service.instance.id", "n1");
        assertThat(inform.parent()).isEqualTo(cutOff.id());
        assertThat(cutOff.start()).isEqualTo(inform.start());
        assertThat(collector.roots()).hasSize(2);
    }

    @Test
    void aSessionThatWasOverWhenTheDeviceCalledAgainEndsOnce() {
        var cookie = first.inform();
        assertThat(second.nothing(cookie)).isEqualTo(204);
        // The first node has the session still, as it was.
        assertThat(second.nothing(first.inform())).isEqualTo(204);

        Await.until("both are told of", () -> collector.roots().size() >= 2);
        first.traces().close();
        second.traces().close();
        assertThat(collector.roots())
                .hasSize(2)
                .extracting(root -> root.attributes().get("cwmp.outcome"))
                .containsOnly("completed");
    }

    @Test
    void aSessionWhoseCpeFallsSilentIsToldOfByWhoEndsIt() {
        first.inform();
        Await.until("the Inform is told of", () -> !collector.messages().isEmpty());
        var later = Instant.ofEpochMilli(Instant.now().plusSeconds(61).toEpochMilli());
        int partition = Partitions.of(RunningEndpoint.DEVICE);

        for (var node : List.of(second, first)) {
            var store = node.endpoint().store;
            store.sessions()
                    .expire(partition, later, new TimedOut(node.traces(), store.devices()))
                    .block();
        }

        var root = onlyRoot();
        assertThat(root.attributes()).containsEntry("cwmp.outcome", "timed-out");
        assertThat(root.resource()).containsEntry("service.instance.id", "n2");
        assertThat(root.start()).isEqualTo(collector.messages().get(0).start());
    }
}
