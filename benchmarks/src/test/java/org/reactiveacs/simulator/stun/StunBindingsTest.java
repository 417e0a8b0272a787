package org.reactiveacs.simulator.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.stun.StunServer;
import org.reactiveacs.connreq.stun.StunSettings;
import org.reactiveacs.connreq.stun.StunSettings.Integrity;
import org.reactiveacs.connreq.stun.UdpRoute;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.main.Acs;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.stun.StunCounts.What;
import org.reactiveacs.simulator.wake.ConnectionRequestListener;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.redis.server.Await;

/** A simulated device behind a NAT, from its STUN request to the session that a datagram asks for. */
class StunBindingsTest {
    private static final String ID = "02AC50-NAT000001";
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final KeyRing KEYS = KeyRing.generate(new SecureRandom());
    private static final Credential RIGHT = new Credential("acs", "wake-1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final LocalMail mail = new LocalMail();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final DerivedPasswords passwords = new DerivedPasswords(KEYS, "stun");
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(10), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private StunServer server;

    @SuppressWarnings("NullAway.Init")
    private UdpRoute route;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @SuppressWarnings("NullAway.Init")
    private StunBindings bindings;

    @BeforeEach
    void open() {
        acs = RunningAcs.start(directory.resolve("acs"));
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory.resolve("bindings"), IdentityScheme.OUI_SERIAL, null), mail);
    }

    private void start(Integrity integrity, String username, String password) {
        var self = new Member("run", "node", "1", Clock.systemUTC().instant(), 1, 0);
        server = StunServer.start(
                new StunSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        integrity,
                        null,
                        new StunSettings.Limits(Duration.ofMinutes(10), 100, 10_000)),
                new StunServer.Around(
                        "node",
                        loops,
                        store.bindings(),
                        mail,
                        passwords,
                        new AcsMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))));
        var here = new IpSubnetFilterRule(InetAddress.getLoopbackAddress(), 8, IpFilterRuleType.ACCEPT);
        route = new UdpRoute(
                new UdpRoute.Around(
                        store.bindings(),
                        new LocalMembership(self, () -> 0),
                        mail,
                        Targets.in(List.of(here)),
                        new RandomIds(Clock.systemUTC()),
                        Clock.systemUTC()),
                Duration.ofSeconds(10));
        var options = new FleetOptions(
                "http://" + acs.cwmpAddress() + "/",
                "",
                "",
                1,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "NAT",
                1,
                Lines.ORDINARY);
        fleet = Fleet.start(
                options,
                new FleetSetup(
                        network,
                        Trust.SYSTEM,
                        0,
                        Map.of(),
                        false,
                        ConnectionRequestListener::unheard,
                        Executions.NONE));
        Await.until("its first session", () -> fleet.sessions() == 1);
        bindings = new StunBindings(
                network, fleet.devices(), new StunOptions(server.address(), SELDOM, 0, username, password, null));
        Await.until("its address", () -> bindings.address(1).isPresent());
        Await.until("the session that tells it", () -> fleet.sessions() == 2);
    }

    @AfterEach
    void close() {
        bindings.close();
        fleet.close();
        network.close();
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        store.close();
        acs.close();
    }

    private String told() {
        return fleet.devices()
                .get(0)
                .cpe()
                .value("Device.ManagementServer.UDPConnectionRequestAddress")
                .orElse("");
    }

    private Answer ask(String udpAddress, String stunUsername, Credential credential) throws Exception {
        var contact = new Contact(
                DeviceId.of(ID),
                null,
                "",
                udpAddress,
                stunUsername,
                "",
                List.of(new Contact.Login("common", credential)),
                Contact.Session.NONE,
                Instant.EPOCH,
                null);
        var answer = new CompletableFuture<Answer>();
        route.locate(contact, loops.next(), place -> place.ask(answer::complete));
        return answer.get(20, TimeUnit.SECONDS);
    }

    private long counted(What what) {
        return bindings.counts().of(what);
    }

    @Test
    void aDatagramMakesTheDeviceCallOnceForAllItsCopies() throws Exception {
        start(Integrity.NEVER, "", "");
        assertThat(told())
                .isEqualTo(NetUtil.toSocketAddressString(bindings.address(1).orElseThrow()));

        assertThat(ask(told(), "", RIGHT)).isEqualTo(Answer.SENT);

        Await.until("all copies", () -> counted(What.COPIES) == 2);
        Await.until("the session", () -> fleet.sessions() == 3);
        assertThat(counted(What.WAKES)).isEqualTo(1);
        assertThat(fleet.tallies().woken().all().count()).isEqualTo(1);
    }

    @Test
    void aSignatureUnderAnotherPasswordIsPassedOver() throws Exception {
        start(Integrity.NEVER, "", "");

        assertThat(ask(told(), "", new Credential("acs", "wrong"))).isEqualTo(Answer.SENT);

        Await.until("all copies", () -> counted(What.UNPROVEN) == 3);
        assertThat(counted(What.WAKES)).isZero();
        assertThat(fleet.sessions()).isEqualTo(2);
    }

    @Test
    void aDeviceWhoseNatGivesItAnotherPortTellsItAndIsFoundThere() throws Exception {
        start(Integrity.NEVER, "", "");
        String before = told();

        bindings.rebind(1);
        bindings.keepAlive(1);

        Await.until("the session that tells it", () -> fleet.sessions() == 3);
        assertThat(told()).isNotEqualTo(before);
        assertThat(ask(told(), "", RIGHT)).isEqualTo(Answer.SENT);
        Await.until("the session", () -> fleet.sessions() == 4);
        assertThat(counted(What.WAKES)).isEqualTo(1);
    }

    @Test
    void aDeviceThatProvesWhoItIsIsFoundByItsNameBeforeItTellsItsAddress() throws Exception {
        start(
                Integrity.ASK,
                "{oui}-{serial}",
                passwords.of("default/" + ID, passwords.versions().get(0)));
        assertThat(counted(What.ASKED)).isEqualTo(1);
        assertThat(ask("", ID, RIGHT)).isEqualTo(Answer.SENT);
        Await.until("the session", () -> fleet.sessions() == 3);
        Await.until("all copies", () -> counted(What.COPIES) == 2);

        bindings.rebind(1);
        bindings.keepAlive(1);
        Await.until("a proof from its new port", () -> counted(What.ANSWERS) == 3);
        assertThat(ask("", ID, RIGHT)).isEqualTo(Answer.SENT);

        Await.until("another session", () -> counted(What.WAKES) + counted(What.BUSY) == 2);
        assertThat(counted(What.ASKED)).isEqualTo(2);
        assertThat(counted(What.REFUSALS)).isZero();
    }
}
