package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import io.netty.handler.ssl.ClientAuth;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Visit;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;
import org.reactiveacs.tls.Certificates;
import org.reactiveacs.tls.TlsContexts;

/** A balancer in HTTP mode sends the requests of many CPEs over one connection of its own. */
class SharedConnectionTest {

    private static final String FIRST = "X-Forwarded-For: 203.0.113.1";
    private static final String SECOND = "X-Forwarded-For: 203.0.113.2";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    /** The balancer's one connection to the endpoint. */
    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory, options.behind("127.0.0.1/32"));
        return endpoint.connect();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static Inform inform(int device) {
        return anInform()
                .from("00D09E", Integer.toString(device))
                .with("2 PERIODIC")
                .build();
    }

    private static GetParameterValuesResponse value(String value) {
        return new GetParameterValuesResponse(
                List.of(new ParameterValueStruct("Device.X", value, ParameterType.STRING)));
    }

    private Device head(int device) {
        return Objects.requireNonNull(Objects.requireNonNull(endpoint.store
                        .devices()
                        .find(DeviceId.of("00D09E-" + device))
                        .block())
                .head());
    }

    private static String cookie(RawConnection.Response answer) {
        return "Cookie: " + answer.cookie();
    }

    private String authorization(int device, RawConnection.Response challenge) {
        var password = new DerivedPasswords(endpoint.keys, "cpe-password").of("default/00D09E-" + device, 1);
        return new DigestClient("00D09E-" + device, password, "MD5").authorization(DigestClient.nonce(challenge), 1);
    }

    @Test
    void eachVisitIsTheCpesThatTheRequestCameFrom() {
        var balancer = start(new RunningEndpoint.Options());
        balancer.post(inform(1), FIRST);
        balancer.post(inform(2), "X-Forwarded-For: 192.0.2.9, 2001:db8::2");
        balancer.post(inform(3), "X-Forwarded-For: 203.0.113.3, unknown");
        balancer.post(inform(4));

        assertThat(head(1).visits().get(0).peer()).isEqualTo("203.0.113.1");
        assertThat(head(2).visits().get(0).peer()).isEqualTo("2001:db8::2");
        assertThat(head(3).visits().get(0).peer()).as("malformed").isEqualTo("127.0.0.1");
        assertThat(head(4).visits().get(0).peer()).isEqualTo("127.0.0.1");
    }

    @Test
    void fromElsewhereTheHeaderSaysNothing() {
        endpoint = new RunningEndpoint(directory, new RunningEndpoint.Options().behind("10.0.0.0/8"));
        endpoint.connect().post(inform(1), FIRST);

        assertThat(head(1).visits().get(0).peer()).isEqualTo("127.0.0.1");
    }

    @Test
    void balancersAndCpesMaySpeakIpv6() throws Exception {
        var options = new RunningEndpoint.Options().behind("::1/128");
        options.listen = NetUtil.LOCALHOST6;
        endpoint = new RunningEndpoint(directory, options);
        try (var balancer = ipv6()) {
            balancer.post(inform(1), "X-Forwarded-For: 2001:db8::1, ::1");
            assertThat(balancer.post(new GetRPCMethods()).message()).isInstanceOf(Fault.class);
        }
        try (var named = ipv6()) {
            named.send(ProxyPreamble.from("2001:db8::2"));
            named.post(inform(2));
        }

        assertThat(head(1).visits().get(0).peer()).isEqualTo("2001:db8::1");
        assertThat(head(2).visits().get(0).peer()).isEqualTo("2001:db8::2");
    }

    private RawConnection ipv6() throws Exception {
        return new RawConnection(
                new Socket(NetUtil.LOCALHOST6, endpoint.server.address().getPort()));
    }

    @Test
    void sessionsThatInterleaveStayApart() {
        var balancer = start(new RunningEndpoint.Options());
        var first = balancer.post(inform(1), FIRST);
        var second = balancer.post(inform(2), SECOND);
        var read = endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));

        assertThat(balancer.postNothing(FIRST, cookie(first)).message())
                .isEqualTo(new GetParameterValues(List.of("Device.X")));
        assertThat(balancer.postNothing(SECOND, cookie(second)).status()).isEqualTo(204);
        assertThat(balancer.post(value("1"), FIRST, cookie(first)).status()).isEqualTo(204);

        assertThat(endpoint.task(read).status()).isEqualTo(TaskStatus.DONE);
        assertThat(head(1).visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
        assertThat(head(2).visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
    }

    @Test
    void aMessageWithoutCookieEntersNobodysSession() {
        var balancer = start(new RunningEndpoint.Options());
        var first = balancer.post(inform(1), FIRST);
        var read = endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        balancer.postNothing(FIRST, cookie(first));
        balancer.post(inform(2), SECOND);

        for (var from : List.of(FIRST, SECOND, "X-Forwarded-For: ?", "X: no such header")) {
            assertThat(balancer.post(new GetRPCMethods(), from).message())
                    .as(from)
                    .isInstanceOf(Fault.class);
            assertThat(balancer.post(value("of another"), from).status())
                    .as(from)
                    .isEqualTo(204);
            assertThat(balancer.postNothing(from).status()).as(from).isEqualTo(204);
        }

        assertThat(endpoint.task(read).status()).as("still under way").isEqualTo(TaskStatus.RUNNING);
        assertThat(balancer.post(new GetRPCMethods(), FIRST, cookie(first)).message())
                .isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(head(1).visits().get(0).end()).isEqualTo(Visit.End.UNDER_WAY);
        assertThat(head(2).visits().get(0).end()).isEqualTo(Visit.End.UNDER_WAY);
    }

    @Test
    void aSessionThatBeganOnAConnectionOfItsOwnIsNotTheSharedConnections() {
        var balancer = start(new RunningEndpoint.Options());
        try (var named = endpoint.connect()) {
            named.send(ProxyPreamble.from("203.0.113.1"));
            var own = named.post(inform(1));
            assertThat(balancer.post(new GetRPCMethods(), FIRST, cookie(own)).message())
                    .isInstanceOf(GetRPCMethodsResponse.class);
        }

        assertThat(balancer.post(new GetRPCMethods(), FIRST).message()).isInstanceOf(Fault.class);
    }

    @Test
    void whatOneHasProvedIsNotTakenForAnother() {
        var balancer = start(RunningEndpoint.Options.digest());
        var challenge = balancer.post(inform(1), FIRST);
        assertThat(challenge.status()).isEqualTo(401);
        var first = balancer.post(inform(1), FIRST, authorization(1, challenge));
        assertThat(first.message()).isEqualTo(new InformResponse(1));

        assertThat(balancer.post(inform(2), SECOND).status()).isEqualTo(401);
        assertThat(balancer.post(inform(1), SECOND).status()).isEqualTo(401);
        assertThat(balancer.postNothing(SECOND).status()).isEqualTo(401);
        assertThat(balancer.post(inform(2), SECOND, authorization(1, challenge)).status())
                .isEqualTo(401);
        assertThat(balancer.post(new GetRPCMethods(), SECOND, authorization(2, challenge))
                        .message())
                .as("credentials of its own, and no session")
                .isInstanceOf(Fault.class);
        assertThat(balancer.post(new GetRPCMethods(), SECOND, cookie(first), authorization(2, challenge))
                        .status())
                .as("another's cookie")
                .isEqualTo(401);

        assertThat(endpoint.store.devices().find(DeviceId.of("00D09E-2")).block())
                .isNull();
        assertThat(balancer.post(new GetRPCMethods(), FIRST, cookie(first)).message())
                .isInstanceOf(GetRPCMethodsResponse.class);
    }

    @Test
    void digestSessionsInterleaveWithAndWithoutCookies() {
        var balancer = start(RunningEndpoint.Options.digest());
        var toFirst = balancer.post(inform(1), FIRST);
        var toSecond = balancer.post(inform(2), SECOND);
        var second = balancer.post(inform(2), SECOND, authorization(2, toSecond));
        var first = balancer.post(inform(1), FIRST, authorization(1, toFirst));
        assertThat(first.message()).isEqualTo(new InformResponse(1));
        assertThat(second.message()).isEqualTo(new InformResponse(1));
        var read = endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));

        assertThat(balancer.postNothing(SECOND).status()).as("no cookie").isEqualTo(401);
        assertThat(balancer.postNothing(FIRST, cookie(first)).message())
                .isEqualTo(new GetParameterValues(List.of("Device.X")));
        assertThat(balancer.post(value("of another"), SECOND).status()).isEqualTo(401);
        assertThat(endpoint.task(read).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(balancer.post(value("its own"), FIRST, cookie(first)).status())
                .isEqualTo(204);

        assertThat(endpoint.task(read).status()).isEqualTo(TaskStatus.DONE);
        assertThat(head(2).visits().get(0).end()).isEqualTo(Visit.End.UNDER_WAY);
    }

    @Test
    void theCertificateOfABalancerProvesNothingOfACpe() throws Exception {
        var certificates = new Certificates(directory);
        var options = RunningEndpoint.Options.digest().behind("127.0.0.1/32");
        options.tls = Optional.of(TlsContexts.reloading(certificates.settings(ClientAuth.REQUIRE)));
        endpoint = new RunningEndpoint(directory.resolve("store"), options);
        try (var balancer = new RawConnection(certificates
                .client(certificates.issue("00D09E-1"))
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        endpoint.server.address().getPort()))) {
            assertThat(balancer.post(inform(1), FIRST).status()).isEqualTo(401);
        }
    }

    @Test
    void nonsenseOfOneBarsNeitherAnotherNorTheBalancer() {
        var balancer = start(new RunningEndpoint.Options());
        for (int i = 0; i < Strangers.MAX_SEEN; i++) {
            assertThat(get(balancer, FIRST)).isEqualTo(405);
        }

        assertThat(get(balancer, FIRST))
                .as("an answer, for a closed connection looks like a broken server")
                .isEqualTo(429);
        balancer.send(RawConnection.head("POST / HTTP/1.1", 4, FIRST) + "junk");
        assertThat(balancer.receive().status()).isEqualTo(429);
        assertThat(get(balancer, SECOND)).isEqualTo(405);
        assertThat(balancer.post(inform(1), FIRST).status()).isEqualTo(200);
        for (int i = 0; i < Strangers.MAX_SEEN + 1; i++) {
            assertThat(get(balancer, "X: a check of the balancer's own")).isEqualTo(405);
        }
    }

    private static int get(RawConnection connection, String header) {
        connection.send(RawConnection.head("GET / HTTP/1.1", -1, header));
        return connection.receive().status();
    }
}
