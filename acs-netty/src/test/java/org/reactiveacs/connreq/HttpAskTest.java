package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.connreq.ScriptedCpe.CHALLENGE;
import static org.reactiveacs.connreq.ScriptedCpe.DROP;
import static org.reactiveacs.connreq.ScriptedCpe.OK;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.auth.Authorization;
import org.reactiveacs.auth.AuthorizationHeader;
import org.reactiveacs.device.Credential;

class HttpAskTest {
    private static final MultiThreadIoEventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final Credential RIGHT = new Credential("acs", "right");

    @AfterAll
    static void close() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aDeviceThatAsksForAProofGetsItOverTheSameConnection() throws Exception {
        try (var cpe = new ScriptedCpe(CHALLENGE, OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);

            assertThat(cpe.connections()).isEqualTo(1);
            assertThat(cpe.requests.get(0))
                    .contains("GET /wake HTTP/1.1", "host: 127.0.0.1:" + cpe.port())
                    .noneMatch(line -> line.startsWith("authorization"));
            assertThat(proof(cpe, 1).username()).isEqualTo("acs");
        }
    }

    @Test
    void aDeviceThatDropsTheConnectionWithItsChallengeIsAskedOverAnother() throws Exception {
        String closing = CHALLENGE.replace("Content-Length", "Connection: close\r\nContent-Length");
        try (var cpe = new ScriptedCpe(closing, OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);
        }
        try (var cpe = new ScriptedCpe(CHALLENGE, DROP, OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);
            assertThat(cpe.connections()).isEqualTo(2);
        }
        try (var cpe = new ScriptedCpe(CHALLENGE, DROP, DROP, OK)) {
            assertThat(ask(cpe, RIGHT).kind()).as("once only").isEqualTo(Answer.Kind.UNREACHABLE);
        }
    }

    @Test
    void whatIsKnownIsTriedInTurn() throws Exception {
        try (var cpe = new ScriptedCpe(CHALLENGE, CHALLENGE, OK)) {
            assertThat(ask(cpe, new Credential("old", "wrong"), RIGHT))
                    .isEqualTo(Answer.accepted("of " + RIGHT.username()));
            assertThat(proof(cpe, 1).username()).isEqualTo("old");
            assertThat(proof(cpe, 2).username()).isEqualTo("acs");
        }
        try (var cpe = new ScriptedCpe(CHALLENGE, CHALLENGE, CHALLENGE)) {
            assertThat(ask(cpe, new Credential("old", "wrong"), RIGHT))
                    .isEqualTo(new Answer(
                            Answer.Kind.CREDENTIALS,
                            "the device does not accept the name and password that are known for it"));
            assertThat(cpe.requests).hasSize(3);
        }
        try (var cpe = new ScriptedCpe(CHALLENGE)) {
            assertThat(ask(cpe).reason()).isEqualTo("the device wants a name and a password, and none is known for it");
        }
    }

    @Test
    void aProofThatIsOnlyTooOldIsMadeAnew() throws Exception {
        String stale = CHALLENGE.replace("n1", "n2").replace("qop", "stale=true, qop");
        try (var cpe = new ScriptedCpe(CHALLENGE, stale, OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);
            assertThat(proof(cpe, 2).nonce()).isEqualTo("n2");
        }
        try (var cpe = new ScriptedCpe(CHALLENGE, stale, stale, stale, OK)) {
            assertThat(ask(cpe, RIGHT).kind()).as("once only").isEqualTo(Answer.Kind.CREDENTIALS);
        }
    }

    @Test
    void aPasswordIsSentAsItIsOnlyIfThatIsAllowed() throws Exception {
        String basic = CHALLENGE.replaceAll("Digest.*qop=\"auth\"", "Basic realm=\"cpe\"");
        try (var cpe = new ScriptedCpe(basic, OK)) {
            assertThat(ask(cpe, RIGHT).reason()).contains("connreq.basic");
            assertThat(cpe.requests).hasSize(1);
        }
        try (var cpe = new ScriptedCpe(basic, OK)) {
            assertThat(ask(cpe, true, List.of(RIGHT))).satisfies(HttpAskTest::isAccepted);
            assertThat(AuthorizationHeader.parse(authorization(cpe, 1)))
                    .isEqualTo(new Authorization.Basic("acs", "right"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, ACCEPTED",
        "204 No Content, ACCEPTED",
        "503 Busy, BUSY",
        "302 Found, REFUSED",
        "404 Not Found, REFUSED",
        "500 Oops, REFUSED"
    })
    void whatTheDeviceAnswersIsSaidToTheOperator(String status, Answer.Kind kind) throws Exception {
        String elsewhere = "HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        try (var cpe = new ScriptedCpe(elsewhere)) {
            var answer = ask(cpe, RIGHT);

            assertThat(answer.kind()).isEqualTo(kind);
            assertThat(answer.reason().isEmpty()).isEqualTo(kind == Answer.Kind.ACCEPTED);
            assertThat(cpe.requests).hasSize(1);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
        String endless =
                CHALLENGE.replace("Content-Length: 0\r\n\r\n", "Content-Length: 1000000\r\n\r\n") + "x".repeat(100_000);
        try (var cpe = new ScriptedCpe(endless, OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);
            assertThat(cpe.connections()).isEqualTo(2);
        }
        try (var cpe = new ScriptedCpe("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000))) {
            assertThat(ask(cpe, RIGHT).kind()).isEqualTo(Answer.Kind.REFUSED);
        }
    }

    @Test
    void answersBeforeTheAnswerAreWaitedForButNotForEver() throws Exception {
        String interim = "HTTP/1.1 102 Processing\r\n\r\n";
        try (var cpe = new ScriptedCpe(interim.repeat(8) + OK)) {
            assertThat(ask(cpe, RIGHT)).satisfies(HttpAskTest::isAccepted);
        }
        try (var cpe = new ScriptedCpe(interim.repeat(9) + OK)) {
            assertThat(ask(cpe, RIGHT).kind()).isEqualTo(Answer.Kind.REFUSED);
        }
    }

    @Test
    void whatDoesNotSpeakHttpIsRefused() throws Exception {
        try (var cpe = new ScriptedCpe("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(ask(cpe, RIGHT).reason()).isEqualTo("what answers there does not speak HTTP");
        }
    }

    @Test
    void whereNothingListensIsUnreachable() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(ask(port, false, List.of(RIGHT)))
                .isEqualTo(new Answer(Answer.Kind.UNREACHABLE, "127.0.0.1 port " + port + " refuses connections"));
    }

    @Test
    void oneThatSaysNothingIsGivenUp() throws Exception {
        try (var cpe = new ScriptedCpe(ScriptedCpe.SILENCE)) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            var ask = make(cpe.port(), false, List.of(RIGHT), answer);
            LOOPS.next().schedule(ask::giveUp, 200, TimeUnit.MILLISECONDS);

            assertThat(answer.get(10, TimeUnit.SECONDS).reason()).endsWith("did not answer in time");
        }
    }

    private static Authorization.Digest proof(ScriptedCpe cpe, int request) {
        return (Authorization.Digest) AuthorizationHeader.parse(authorization(cpe, request));
    }

    private static String authorization(ScriptedCpe cpe, int request) {
        String name = "authorization: ";
        return cpe.requests.get(request).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    private static void isAccepted(Answer answer) {
        assertThat(answer.kind()).as(answer.reason()).isEqualTo(Answer.Kind.ACCEPTED);
    }

    private static Answer ask(ScriptedCpe cpe, Credential... credentials) throws Exception {
        return ask(cpe, false, List.of(credentials));
    }

    private static Answer ask(ScriptedCpe cpe, boolean mayBasic, List<Credential> credentials) throws Exception {
        return ask(cpe.port(), mayBasic, credentials);
    }

    private static Answer ask(int port, boolean mayBasic, List<Credential> credentials) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        make(port, mayBasic, credentials, answer);
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static HttpAsk make(
            int port, boolean mayBasic, List<Credential> credentials, CompletableFuture<Answer> answer)
            throws Exception {
        var loop = LOOPS.next();
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2_000);
        var tls = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var ask = new HttpAsk(
                RequestUrl.parse("http://127.0.0.1:" + port + "/wake").orElseThrow(),
                credentials.stream()
                        .map(credential -> new Contact.Login("of " + credential.username(), credential))
                        .toList(),
                mayBasic,
                new HttpAsk.Connect(bootstrap, address, tls),
                answer::complete);
        loop.execute(ask::start);
        return ask;
    }
}
