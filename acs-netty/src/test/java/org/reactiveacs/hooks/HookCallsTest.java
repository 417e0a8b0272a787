package org.reactiveacs.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.library.Policies;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.policy.Hook;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.tls.TlsContexts;
import reactor.core.publisher.Flux;

/** Hooks that are asked over real sockets, well and ill. */
class HookCallsTest {

    private static final String SECRET = "a secret of the hook";
    private static final String FORMER = "the secret before it";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES = 2000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @SuppressWarnings("NullAway.Init")
    private PoliciesInForce policies;

    @SuppressWarnings("NullAway.Init")
    private HookServer hook;

    @SuppressWarnings("NullAway.Init")
    private HookCalls calls;

    private int asked;

    @BeforeEach
    void start() throws Exception {
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(
                        directory.resolve("data"), IdentityScheme.OUI_SERIAL, KeyRing.generate(new SecureRandom())),
                new LocalMail());
        policies = new PoliciesInForce(new Policies(store.library(), Server.NONE));
        policies.look().block();
        hook = new HookServer();
        calls = calls(settings(here(), Optional.empty(), 4));
    }

    @AfterEach
    void close() {
        calls.close();
        hook.close();
        store.close();
    }

    private HookCalls calls(HookSettings settings) {
        return new HookCalls(settings, policies, InstantSource.fixed(NOW), new AcsMetrics(registry));
    }

    private static HookSettings settings(Targets targets, Optional<TrustManager> trust, int connections) {
        return new HookSettings(
                List.of(SECRET, FORMER),
                targets,
                trust,
                new HookSettings.Bounds(connections, ANSWER_BYTES, 100),
                Duration.ofMillis(300));
    }

    private static Targets here() {
        return Targets.in(List.of(
                new IpSubnetFilterRule("127.0.0.0", 8, IpFilterRuleType.ACCEPT),
                new IpSubnetFilterRule("::1", 128, IpFilterRuleType.ACCEPT)));
    }

    private HookQuestion question(URI url, @Nullable Duration cache, String body) {
        return new HookQuestion(
                "slots", 7, new Hook(url, List.of(), Duration.ofSeconds(2), cache), DeviceId.of("00D09E-1"), body);
    }

    private HookAnswer ask(URI url) {
        return answer(question(url, null, "{\"question\":" + ++asked + "}"));
    }

    private HookAnswer ask() {
        return ask(hook.url("127.0.0.1"));
    }

    private HookAnswer answer(HookQuestion question) {
        return Objects.requireNonNull(calls.ask(question).block(PATIENCE));
    }

    private static String failure(HookAnswer answer) {
        return Objects.requireNonNull(answer.failure()).text();
    }

    private double count(String outcome) {
        var timer = registry.find("acs.hooks").tag("outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void theAnswerIsWhatTheHookWants() {
        hook.behave(HookServer.saying(
                200,
                "{\"values\": {\"Device.Vlan\": {\"value\": 107, \"type\": \"unsignedInt\"}, \"time.ntp1\": \"ntp.example\"},"
                        + " \"tags\": {\"add\": [\"new\"]}}"));

        var answer = ask(hook.url("localhost"));

        assertThat(answer.failure()).isNull();
        assertThat(answer.revision()).isEqualTo(7);
        assertThat(answer.wanted().values()).containsOnlyKeys("Device.Vlan", "time.ntp1");
        assertThat(answer.wanted().values().get("Device.Vlan"))
                .extracting(PolicyValue.Literal::text)
                .isEqualTo("107");
        assertThat(answer.wanted().addTags()).containsExactly("new");
        assertThat(count("answered")).isEqualTo(1);
    }

    @Test
    void anEmptyAnswerWantsNothing() {
        hook.behave(HookServer.saying(204, ""));

        assertThat(ask().failure()).isNull();
    }

    @Test
    void theQuestionIsSignedUnderBothSecrets() throws Exception {
        ask();

        var question = Objects.requireNonNull(hook.asked.poll());
        assertThat(question.body()).isEqualTo("{\"question\":1}");
        assertThat(question.contentType()).isEqualTo("application/json");
        assertThat(question.signature())
                .isEqualTo("t=1767225600,v1=" + mac(SECRET, question.body()) + ",v1=" + mac(FORMER, question.body()));
    }

    private static String mac(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(("1767225600." + body).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void withoutASecretNobodyIsAsked() {
        calls.close();
        calls = calls(new HookSettings(
                List.of(), here(), Optional.empty(), new HookSettings.Bounds(4, 2000, 100), Duration.ofSeconds(1)));

        assertThat(failure(ask())).contains("hooks.secret is not set");
        assertThat(hook.asked).isEmpty();
    }

    @Test
    void aHookThatIsTooSlowIsNotWaitedFor() {
        var late = new CountDownLatch(1);
        hook.behave(exchange -> late.await());
        long begun = System.nanoTime();

        var answer = ask();

        assertThat(failure(answer)).isEqualTo("gave no answer within PT2S");
        assertThat(answer.failure()).extracting(HookAnswer.Failure::lasting).isEqualTo(false);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(count("timeout")).isEqualTo(1);
        late.countDown();
    }

    @Test
    void whatAHookSaysInsteadOfAnAnswerIsTold() {
        hook.behave(HookServer.saying(500, "{}"));
        assertThat(failure(ask())).isEqualTo("answers with status 500");

        hook.behave(HookServer.saying(404, "{}"));
        var refused = ask();
        assertThat(failure(refused)).isEqualTo("answers with status 404");
        assertThat(refused.failure()).extracting(HookAnswer.Failure::lasting).isEqualTo(true);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (var other = new HookServer()) {
            hook.behave(exchange -> {
                exchange.getResponseHeaders()
                        .set("Location", other.url("127.0.0.1").toString());
                exchange.sendResponseHeaders(307, -1);
            });

            assertThat(failure(ask())).contains("sends us elsewhere (307)");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNoneIsNotRepeatedToAnybody() {
        hook.behave(HookServer.saying(200, "{\"values\": {\"Device.Password\": sesame}}"));
        assertThat(failure(ask()))
                .startsWith("its answer cannot be used: no JSON, line 1")
                .doesNotContain("sesame");

        hook.behave(HookServer.saying(200, "{\"values\": {\"Nowhere\": \"sesame\"}, \"script\": \"x\"}"));
        assertThat(failure(ask()))
                .contains("/values/Nowhere", "/script: 'script' means nothing here")
                .doesNotContain("sesame");
        assertThat(count("malformed")).isEqualTo(2);
    }

    @Test
    void anAnswerMayBeAsLongAsTheBoundAndNotLonger() {
        hook.behave(HookServer.saying(200, padded(ANSWER_BYTES)));
        assertThat(ask().failure()).isNull();

        hook.behave(HookServer.saying(200, padded(ANSWER_BYTES + 1)));
        assertThat(failure(ask())).contains("longer than 2000 bytes");

        hook.behave(
                exchange -> { // Without an end, and without a length.
                    exchange.sendResponseHeaders(200, 0);
                    var part = new byte[1000];
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(part);
                    }
                });
        assertThat(failure(ask())).contains("longer than 2000 bytes");
        assertThat(count("oversized")).isEqualTo(2);
    }

    private static String padded(int length) {
        return "{}" + " ".repeat(length - 2);
    }

    @Test
    void aHookThatIsDownIsToldFromOneThatHasNoAddress() {
        var url = hook.url("127.0.0.1");
        hook.close();

        assertThat(failure(ask(url))).contains("127.0.0.1 refuses connections");
        assertThat(failure(ask(URI.create("http://nowhere.invalid/")))).contains("nowhere.invalid");
    }

    @Test
    void thisMachineIsNotAskedUnlessThatIsAllowedWhetherByAddressOrByName() {
        calls.close();
        calls = calls(settings(Targets.elsewhere(), Optional.empty(), 4));

        for (var host : List.of("127.0.0.1", "localhost", "2130706433")) {
            var answer = ask(hook.url(host));
            assertThat(answer.failure()).as(host).isNotNull();
        }
        assertThat(failure(ask(hook.url("localhost")))).contains("hooks.networks");
        assertThat(failure(ask(URI.create("http://169.254.169.254/latest/meta-data/"))))
                .contains("hooks.networks");
        assertThat(failure(ask(URI.create("http://[::1]/")))).contains("hooks.networks");
        assertThat(failure(ask(URI.create("http://[::ffff:127.0.0.1]/")))).contains("hooks.networks");
        for (var zone : List.of("lo", "25lo", "1", "anything")) {
            assertThat(failure(ask(URI.create("http://[::1%" + zone + "]/"))))
                    .as(zone)
                    .contains("hooks.networks");
        }
        assertThat(hook.asked).isEmpty();
    }

    @Test
    void anAnswerThatCountsForAWhileSavesTheCall() {
        var url = hook.url("127.0.0.1");
        hook.behave(HookServer.saying(200, "{\"tags\": {\"add\": [\"one\"]}}"));
        var first = answer(question(url, Duration.ofMinutes(10), "{}"));
        assertThat(first.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));

        assertThat(answer(question(url, Duration.ofMinutes(10), "{}"))).isEqualTo(first);
        assertThat(hook.asked).hasSize(1);
        assertThat(count("cached")).isEqualTo(1);

        answer(question(url, Duration.ofMinutes(10), "{\"other\": true}"));
        assertThat(hook.asked).hasSize(2);
    }

    @Test
    void aFailureIsNotKept() {
        var url = hook.url("127.0.0.1");
        hook.behave(HookServer.saying(500, ""));
        answer(question(url, Duration.ofMinutes(10), "{}"));
        hook.behave(HookServer.saying(200, "{}"));

        assertThat(answer(question(url, Duration.ofMinutes(10), "{}")).failure())
                .isNull();
    }

    @Test
    void whoAsksTheSameMeanwhileWaitsForTheSameAnswer() {
        var both = new CountDownLatch(1);
        hook.behave(exchange -> {
            both.await();
            HookServer.saying(200, "{}").answer(exchange);
        });
        var question = question(hook.url("127.0.0.1"), null, "{}");

        var first = calls.ask(question).toFuture();
        var second = calls.ask(question).toFuture();
        both.countDown();

        assertThat(first).succeedsWithin(PATIENCE);
        assertThat(second).succeedsWithin(PATIENCE).isEqualTo(first.join());
        assertThat(hook.asked).hasSize(1);
    }

    @Test
    void moreQuestionsThanMayWaitFailAtOnce() {
        var end = new CountDownLatch(1);
        hook.behave(exchange -> {
            end.await();
            HookServer.saying(200, "{}").answer(exchange);
        });
        var url = hook.url("127.0.0.1");

        var all = Flux.range(0, 9)
                .flatMap(i -> calls.ask(question(url, null, "{\"i\":" + i + "}")), 9)
                .doOnNext(answer -> end.countDown())
                .collectList()
                .block(PATIENCE);

        assertThat(Objects.requireNonNull(all).stream()
                        .filter(answer -> answer.failure() != null)
                        .map(HookCallsTest::failure))
                .containsExactly("not asked, for too many wait for it already (hooks.connections)");
        assertThat(hook.asked).hasSize(8);
    }

    @Test
    void aHookThatFailsTooOftenIsLeftAloneAndTriedAgainAfterAWhile() {
        hook.behave(HookServer.saying(503, ""));
        IntStream.range(0, Breakers.LEAST).forEach(i -> ask());
        assertThat(hook.asked).hasSize(Breakers.LEAST);

        assertThat(failure(ask())).contains("failed too often");
        assertThat(hook.asked).hasSize(Breakers.LEAST);
        assertThat(registry.get("acs.hooks.paused").gauge().value()).isEqualTo(1);

        hook.behave(HookServer.saying(200, "{}"));
        var answered = Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .concatMap(tick -> calls.ask(question(hook.url("127.0.0.1"), null, "{\"tick\":" + tick + "}")), 1)
                .filter(answer -> answer.failure() == null)
                .take(5)
                .collectList()
                .block(PATIENCE);
        assertThat(answered).hasSize(5);
        assertThat(registry.get("acs.hooks.paused").gauge().value()).isZero();
    }

    @Test
    void anotherPlaceIsAskedWhileOneIsLeftAlone() throws Exception {
        hook.behave(HookServer.saying(503, ""));
        IntStream.range(0, Breakers.LEAST).forEach(i -> ask());

        try (var other = new HookServer()) {
            assertThat(ask(other.url("127.0.0.1")).failure()).isNull();
        }
    }

    @Test
    void aHookMustProveWhoItIs() throws Exception {
        var ours = certificate("localhost");
        try (var secured = new HookServer(context(ours))) {
            assertThat(failure(ask(secured.url("localhost")))).contains("hooks.trust");

            var file = directory.resolve("ca.pem");
            Files.writeString(file, ours.getCertificatePEM());
            calls.close();
            calls = calls(settings(here(), Optional.of(TlsContexts.trusting("hooks", "trust", file)), 4));

            assertThat(ask(secured.url("localhost")).failure()).isNull();
            assertThat(failure(ask(secured.url("127.0.0.1")))).contains("TLS with 127.0.0.1 fails");
        }
    }

    private static X509Bundle certificate(String host) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + host)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static SSLContext context(X509Bundle bundle) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }
}
