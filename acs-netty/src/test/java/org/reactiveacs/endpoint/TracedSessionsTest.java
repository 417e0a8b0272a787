package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Exemplars;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.tracing.CollectorServer;
import org.reactiveacs.tracing.CollectorServer.Received;
import org.reactiveacs.tracing.SampledTraces;
import org.reactiveacs.tracing.TimedOut;

/** What a collector is told of sessions. */
class TracedSessionsTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private CollectorServer collector;

    @SuppressWarnings("NullAway.Init")
    private SampledTraces traces;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        collector = new CollectorServer();
    }

    @AfterEach
    void stop() {
        endpoint.close();
        traces.close();
        collector.close();
    }

    private void start(double share) {
        start(share, new RunningEndpoint.Options());
    }

    private void start(double share, RunningEndpoint.Options options) {
        traces = SampledTraces.open(
                collector.settings(share, "n1"), new AcsMetrics(new SimpleMeterRegistry()), new Exemplars());
        options.traces = traces;
        endpoint = new RunningEndpoint(directory, options);
    }

    private static Inform inform(String serial) {
        return anInform()
                .from("00D09E", serial)
                .with("2 PERIODIC")
                .with("4 VALUE CHANGE")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.ManagementServer.ConnectionRequestPassword", "hush-hush")
                .build();
    }

    private List<Received> roots(int count) {
        Await.until(count + " sessions are told of", () -> collector.roots().size() >= count);
        return collector.roots();
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    @Test
    void aWholeSessionIsOneTraceWithASpanForEachMessage() {
        start(1);
        var before = Instant.now();
        String cookie;
        try (var cpe = endpoint.connect()) {
            cookie = cpe.post(inform("1")).cookie();
            endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
            cpe.postNothing("Cookie: " + cookie);
            var end = cpe.post(
                    new GetParameterValuesResponse(
                            List.of(new ParameterValueStruct("Device.X", "42", ParameterType.STRING))),
                    "Cookie: " + cookie);
            assertThat(end.status()).isEqualTo(204);
        }

        var root = roots(1).get(0);
        assertThat(collector.roots()).hasSize(1);
        assertThat(root.name()).isEqualTo("session");
        assertThat(root.attributes())
                .containsEntry("cwmp.device.id", "00D09E-1")
                .containsEntry("cwmp.device.oui", "00D09E")
                .containsEntry("cwmp.device.product_class", "Router")
                .containsEntry("cwmp.events", "[2 PERIODIC, 4 VALUE CHANGE]")
                .containsEntry("cwmp.outcome", "completed");
        assertThat(root.resource())
                .containsEntry("service.name", "reactive-acs")
                .containsEntry("service.instance.id", "n1");
        var messages = collector.messages();
        assertThat(messages)
                .extracting(Received::name)
                .containsExactly("Inform", "Empty", "GetParameterValuesResponse");
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.trace()).isEqualTo(root.trace());
            assertThat(message.parent()).isEqualTo(root.id());
            assertThat(message.failed()).isFalse();
            assertThat(message.attributes()).containsEntry("cwmp.device.id", "00D09E-1");
        });
        assertThat(messages.get(0).attributes())
                .containsEntry("cwmp.rpc.sent", "InformResponse")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("http.request.body.size", Integer.toString(RawConnection.envelope(inform("1")).length));
        assertThat(messages.get(1).attributes())
                .containsEntry("cwmp.rpc.sent", "GetParameterValues")
                .containsEntry("http.request.body.size", "0");
        assertThat(messages.get(2).attributes())
                .containsEntry("http.response.status_code", "204")
                .containsEntry("http.response.body.size", "0")
                .doesNotContainKey("cwmp.rpc.sent");
        assertTimesInOrder(root, messages, before);
        assertTheStoreIsBelowMessages(root, messages);
    }

    private static void assertTimesInOrder(Received root, List<Received> messages, Instant before) {
        // A session's beginning is kept to the millisecond.
        assertThat(root.start()).isBetween(nanos(before) - 1_000_000, nanos(Instant.now()));
        assertThat(messages.get(0).start()).isEqualTo(root.start());
        long last = root.start();
        for (var message : messages) {
            assertThat(message.start()).isGreaterThanOrEqualTo(last);
            assertThat(message.end()).isGreaterThan(message.start());
            last = message.end();
        }
        assertThat(root.end()).isEqualTo(last);
    }

    private void assertTheStoreIsBelowMessages(Received root, List<Received> messages) {
        var ids = messages.stream().map(Received::id).collect(Collectors.toSet());
        var calls = collector.spans().stream().filter(Received::isStore).toList();
        assertThat(calls).extracting(Received::name).contains("store open", "store load", "store commit");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.trace()).isEqualTo(root.trace());
            assertThat(ids).contains(call.parent());
        });
        assertThat(collector.spans()).extracting(Received::id).doesNotHaveDuplicates();
    }

    @Test
    void neitherTokensNorSecretsAreSent() {
        start(1, RunningEndpoint.Options.basic());
        var login = "Authorization: Basic "
                + java.util.Base64.getEncoder().encodeToString("onboard:secret".getBytes(StandardCharsets.UTF_8));
        String cookie;
        try (var cpe = endpoint.connect()) {
            cookie = cpe.post(
                            anInform()
                                    .from("00D09E", "1")
                                    .with("0 BOOTSTRAP")
                                    .reporting("Device.ManagementServer.ConnectionRequestPassword", "hush-hush")
                                    .build(),
                            login)
                    .cookie();
            endpoint.order(new TaskSpec.SetParameterValues(List.of(new Assignment(
                    "Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "psst-psst", ParameterType.STRING))));
            cpe.postNothing("Cookie: " + cookie);
            cpe.post(Fault.of(FaultCode.INVALID_ARGUMENTS), "Cookie: " + cookie);
        }
        Await.until("messages are told of", () -> collector.messages().size() == 3);

        var token = cookie.substring("acs=".length()).split("\\.", 2)[0];
        assertThat(token).hasSize(32);
        assertThat(collector.bytes())
                .contains("00D09E-1")
                .doesNotContain(token)
                .doesNotContain(token.substring(0, 16))
                .doesNotContain("hush-hush")
                .doesNotContain("psst-psst")
                .doesNotContain("secret")
                .doesNotContain("onboard");
        for (var span : collector.spans()) {
            assertThat(token)
                    .doesNotContain(span.id())
                    .doesNotContain(span.trace().substring(0, 16));
        }
    }

    @Test
    void aFaultIsToldWithItsCode() {
        start(1);
        try (var cpe = endpoint.connect()) {
            var cookie = cpe.post(inform("1")).cookie();
            endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
            assertThat(cpe.postNothing("Cookie: " + cookie).message()).isInstanceOf(GetParameterValues.class);
            cpe.post(Fault.of(FaultCode.INVALID_PARAMETER_NAME), "Cookie: " + cookie);
        }

        Await.until("the fault is told of", () -> collector.messages().size() >= 3);
        var fault = collector.messages().get(2);
        assertThat(fault.name()).isEqualTo("Fault");
        assertThat(fault.failed()).isTrue();
        assertThat(fault.attributes())
                .containsEntry("cwmp.fault.code", Integer.toString(FaultCode.INVALID_PARAMETER_NAME.number()));
    }

    @Test
    void aMessageThatCannotBeReadIsToldOf() {
        start(1);
        try (var cpe = endpoint.connect()) {
            var cookie = cpe.post(inform("1")).cookie();
            cpe.post("<soap:Envelope".getBytes(StandardCharsets.UTF_8), "Cookie: " + cookie);
        }

        Await.until("both are told of", () -> collector.messages().size() >= 2);
        var broken = collector.messages().get(1);
        assertThat(broken.name()).isEqualTo("unreadable");
        assertThat(broken.failed()).isTrue();
        assertThat(broken.attributes()).containsKey("cwmp.fault.sent");
    }

    @Test
    void aSessionThatIsCutOffEndsAsThat() {
        start(1);
        try (var cpe = endpoint.connect()) {
            cpe.post(inform("1"));
            var cookie = cpe.post(inform("1")).cookie();
            cpe.postNothing("Cookie: " + cookie);
        }

        var roots = roots(2);
        assertThat(roots).hasSize(2);
        assertThat(roots)
                .extracting(root -> root.attributes().get("cwmp.outcome"))
                .containsExactlyInAnyOrder("superseded", "completed");
        assertThat(roots).extracting(Received::trace).doesNotHaveDuplicates();
        var cutOff = roots.stream()
                .filter(root -> "superseded".equals(root.attributes().get("cwmp.outcome")))
                .findFirst()
                .orElseThrow();
        assertThat(cutOff.attributes()).containsEntry("cwmp.events", "[2 PERIODIC, 4 VALUE CHANGE]");
        assertThat(collector.messages().stream()
                        .filter(message -> message.parent().equals(cutOff.id())))
                .singleElement()
                .satisfies(message -> assertThat(message.start()).isEqualTo(cutOff.start()));
    }

    @Test
    void aSessionWhoseCpeFallsSilentEndsAsThat() {
        start(1);
        try (var cpe = endpoint.connect()) {
            cpe.post(inform("1"));
        }
        Await.until("the Inform is told of", () -> collector.messages().size() == 1);
        var later =
                Instant.ofEpochMilli(endpoint.clock.instant().plusSeconds(61).toEpochMilli());

        endpoint.store
                .sessions()
                .expire(
                        org.reactiveacs.cluster.Partitions.of(RunningEndpoint.DEVICE),
                        later,
                        new TimedOut(traces, endpoint.store.devices()))
                .block();

        var root = roots(1).get(0);
        var inform = collector.messages().get(0);
        assertThat(root.attributes())
                .containsEntry("cwmp.outcome", "timed-out")
                .containsEntry("cwmp.device.oui", "00D09E");
        assertThat(inform.parent()).isEqualTo(root.id());
        assertThat(root.start()).isEqualTo(inform.start());
        assertThat(root.end()).isEqualTo(nanos(later));
    }

    @Test
    void whoIsNotLetInHasNoTrace() {
        var options = RunningEndpoint.Options.basic();
        options.rules = new org.reactiveacs.store.Arrival.Rules(
                org.reactiveacs.store.Arrival.Unknown.REFUSE, org.reactiveacs.store.Arrival.AfterReset.QUARANTINE);
        start(1, options);
        var login = "Authorization: Basic "
                + java.util.Base64.getEncoder().encodeToString("onboard:secret".getBytes(StandardCharsets.UTF_8));
        try (var cpe = endpoint.connect()) {
            assertThat(cpe.post(inform("1"), login).status()).isBetween(401, 403);
        }

        traces.close();

        assertThat(collector.messages()).isEmpty();
        assertThat(collector.roots()).isEmpty();
    }

    @Test
    void ofNoShareNothingIsSent() {
        start(0);
        try (var cpe = endpoint.connect()) {
            var cookie = cpe.post(inform("1")).cookie();
            assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
        }

        traces.close();

        assertThat(collector.requests()).isZero();
    }

    @Test
    void ofHalfTheSessionsEachIsTracedWholeOrNotAtAll() {
        start(0.5);
        Set<String> expected = new HashSet<>();
        for (int i = 1; i <= 40; i++) {
            try (var cpe = endpoint.connect()) {
                var cookie = cpe.post(inform(Integer.toString(i))).cookie();
                assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
                if ("01234567".indexOf(cookie.charAt("acs=".length())) >= 0) {
                    expected.add("00D09E-" + i);
                }
            }
        }

        traces.close();

        assertThat(collector.roots().stream().map(root -> root.attributes().get("cwmp.device.id")))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(collector.messages().stream()
                        .map(message -> message.attributes().get("cwmp.device.id"))
                        .collect(Collectors.groupingBy(id -> id, Collectors.counting())))
                .hasSameSizeAs(expected)
                .allSatisfy((device, count) -> assertThat(count).isEqualTo(2));
    }

    @Test
    void aCollectorThatHangsKeepsNoSessionWaiting() {
        collector.hang();
        start(1);
        try (var cpe = endpoint.connect()) {
            var cookie = cpe.post(inform("1")).cookie();
            Await.until("the collector has it in hand", () -> collector.requests() > 0);

            long began = System.nanoTime();
            assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
