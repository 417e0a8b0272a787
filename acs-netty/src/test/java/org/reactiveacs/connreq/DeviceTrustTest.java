package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.device.Credential;
import org.reactiveacs.tls.Certificates;

/** Devices that are called over https. */
class DeviceTrustTest {
    private static final MultiThreadIoEventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Certificates certificates;

    @BeforeEach
    void open() throws Exception {
        certificates = new Certificates(directory);
    }

    @AfterAll
    static void close() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aCertificateThatNobodyTrustsEndsItBeforeAnythingIsSent() throws Exception {
        try (var cpe = cpe(certificates.server)) {
            var answer = ask(cpe, new DeviceTrust.Public());

            assertThat(answer.kind()).isEqualTo(Answer.Kind.REFUSED);
            assertThat(answer.reason()).contains("is not trusted", "connreq.trust");
            assertThat(cpe.requests).isEmpty();
        }
    }

    @Test
    void oneOfAnAuthorityThatIsTrustedServesWhomeverItNames() throws Exception {
        try (var cpe = cpe(certificates.issue("00D09E-1"))) {
            var answer = ask(cpe, new DeviceTrust.Signed(certificates.authority.toTrustManager()));

            assertThat(answer.kind()).as(answer.reason()).isEqualTo(Answer.Kind.ACCEPTED);
            assertThat(cpe.requests).hasSize(1);
        }
    }

    @Test
    void oneOfAnotherAuthorityDoesNot() throws Exception {
        var other = new Certificates(directory);
        try (var cpe = cpe(other.server)) {
            var answer = ask(cpe, new DeviceTrust.Signed(certificates.authority.toTrustManager()));

            assertThat(answer.kind()).isEqualTo(Answer.Kind.REFUSED);
            assertThat(cpe.requests).isEmpty();
        }
    }

    @Test
    void anyServesWhereThatIsWanted() throws Exception {
        try (var cpe = cpe(certificates.server)) {
            var answer = ask(cpe, new DeviceTrust.Any());

            assertThat(answer.kind()).as(answer.reason()).isEqualTo(Answer.Kind.ACCEPTED);
        }
    }

    private static ScriptedCpe cpe(X509Bundle bundle) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return new ScriptedCpe(context.getServerSocketFactory(), ScriptedCpe.OK, ScriptedCpe.OK);
    }

    private static Answer ask(ScriptedCpe cpe, DeviceTrust trust) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        var loop = LOOPS.next();
        var ask = new HttpAsk(
                RequestUrl.parse("https://127.0.0.1:" + cpe.port() + "/wake").orElseThrow(),
                List.of(new Contact.Login("device", new Credential("acs", "right"))),
                false,
                new HttpAsk.Connect(
                        new Bootstrap().group(loop).channel(NioSocketChannel.class),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), cpe.port()),
                        trust.context()),
                answer::complete);
        loop.execute(ask::start);
        return answer.get(10, TimeUnit.SECONDS);
    }
}
