package org.reactiveacs.connreq.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.Place;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.Stamp;
import org.reactiveacs.store.embedded.EmbeddedStore;

class UdpRouteTest {
    private static final MultiThreadIoEventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final DeviceId DEVICE = DeviceId.of("02AC50-1");
    private static final ModelKey MODEL = new ModelKey("02AC50", "Box", "1");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Credential CREDENTIAL = new Credential("acs", "password");

    @TempDir
    Path directory;

    private final LocalMail mail = new LocalMail();
    private final List<Letter> letters = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private UdpRoute route;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), mail);
        mail.letters().subscribe(letters::add);
        route = route(Targets.in(List.of(new IpSubnetFilterRule(
                Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString("192.0.2.0")),
                24,
                IpFilterRuleType.ACCEPT))));
    }

    private UdpRoute route(Targets targets) {
        var self = new Member("run 1", "node a", "1", NOW, 1, 0);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new UdpRoute(
                new UdpRoute.Around(
                        store.bindings(),
                        new LocalMembership(self, () -> 0),
                        mail,
                        targets,
                        new RandomIds(clock),
                        clock),
                Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @AfterAll
    static void stop() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static Contact contact(String udpAddress, String stunUsername) {
        return new Contact(
                DEVICE,
                MODEL,
                "",
                udpAddress,
                stunUsername,
                "",
                List.of(new Contact.Login("common", CREDENTIAL)),
                Contact.Session.NONE,
                Instant.EPOCH,
                null);
    }

    private void keep(BindingKey key, int port, String node, boolean isProven) {
        store.bindings()
                .keep(key, new Binding("192.0.2.7", port, node, isProven, NOW), Duration.ofMinutes(1))
                .block();
    }

    private Answer ask(Contact contact) throws Exception {
        return Asking.ask(route, contact, LOOPS.next());
    }

    private Letter.DatagramAsked sent() {
        return (Letter.DatagramAsked) letters.get(letters.size() - 1);
    }

    private String told() throws Exception {
        assertThat(ask(contact("192.0.2.7:7", ""))).isEqualTo(Answer.SENT);
        return sent().text();
    }

    @Test
    void theRequestIsWrittenAndSignedAsTr069AnnexGHasIt() throws Exception {
        keep(BindingKey.at("192.0.2.7:7"), 7, "node a", false);

        assertThat(ask(contact("192.0.2.7:7", ""))).isEqualTo(Answer.SENT);

        assertThat(sent().node()).isEqualTo("node a");
        assertThat(sent().host()).isEqualTo("192.0.2.7");
        assertThat(sent().port()).isEqualTo(7);
        var text = Pattern.compile("GET http://192\\.0\\.2\\.7:7\\?ts=1800000000&id=1800000000&un=acs"
                        + "&cn=([0-9a-f]{32})&sig=([0-9A-F]{40}) HTTP/1\\.1\r\nHost: 192\\.0\\.2\\.7:7\r\n\r\n")
                .matcher(sent().text());
        assertThat(text.matches()).as(sent().text()).isTrue();
        assertThat(text.group(2))
                .isEqualTo(WakeDatagram.signature(CREDENTIAL, "1800000000", "1800000000", text.group(1)));
    }

    @Test
    void theSignatureIsAnHmacOverTheFourTextsJoined() {
        assertThat(WakeDatagram.signature(
                        new Credential("CPE57689", "password"), "1120673700", "1234", "XTGRWIPC6D3IPXS3"))
                .isEqualTo("F749EE6D9E3BC469FB709EAD2A75EE7535F58552");
    }

    @Test
    void whatCouldEndTheQueryIsEscapedInItAndSignedAsItIs() {
        String text = WakeDatagram.of(
                new InetSocketAddress("2001:db8::1", 9), "/", new Stamp(1, 2), new Credential("a&b ü", "p"), "n");

        assertThat(text)
                .isEqualTo("GET http://[2001:db8::1]:9/?ts=1&id=2&un=a%26b%20%C3%BC&cn=n&sig="
                        + WakeDatagram.signature(new Credential("a&b ü", "p"), "1", "2", "n")
                        + " HTTP/1.1\r\nHost: [2001:db8::1]:9\r\n\r\n");
    }

    @Test
    void whatIsProvenCountsMostAndThenWhatWasToldInASession() throws Exception {
        keep(BindingKey.at("192.0.2.7:2"), 2, "node a", false);
        ask(contact("192.0.2.7:2", ""));
        assertThat(sent().port()).isEqualTo(2);

        keep(BindingKey.named("02AC50-1"), 3, "node a", true);
        ask(contact("192.0.2.7:2", ""));
        assertThat(sent().port()).isEqualTo(3);

        keep(BindingKey.named("own"), 4, "node a", true);
        ask(contact("192.0.2.7:2", "own"));
        assertThat(sent().port()).isEqualTo(4);
    }

    @Test
    void aNameThatNobodyHasProvenFindsOnlyAnotherPortOfTheAddressThatWasTold() throws Exception {
        keep(BindingKey.named("02AC50-1"), 1, "node a", false);

        assertThat(ask(contact("", "")).kind()).isEqualTo(Answer.Kind.NO_ADDRESS);
        assertThat(ask(contact("192.0.2.8:1", "")).kind()).isEqualTo(Answer.Kind.UNREACHABLE);
        assertThat(letters).isEmpty();

        assertThat(ask(contact("192.0.2.7:9", ""))).isEqualTo(Answer.SENT);
        assertThat(sent().port()).isEqualTo(1);

        keep(BindingKey.at("192.0.2.7:9"), 9, "node a", false);
        ask(contact("192.0.2.7:9", ""));
        assertThat(sent().port()).as("what was told").isEqualTo(9);
    }

    @Test
    void aNodeThatIsGoneIsNamed() throws Exception {
        keep(BindingKey.named("02AC50-1"), 1, "node x", true);

        assertThat(ask(contact("", "")))
                .isEqualTo(new Answer(
                        Answer.Kind.UNREACHABLE,
                        "the device's binding was made at node node x, which is gone; it can be reached again after its "
                                + "next STUN request"));
        assertThat(letters).isEmpty();
    }

    @Test
    void withoutABindingItIsSaidWhatIsMissing() throws Exception {
        assertThat(ask(contact("192.0.2.7:5", "")).kind()).isEqualTo(Answer.Kind.UNREACHABLE);
        assertThat(ask(contact("192.0.2.7:5", "")).reason()).contains("192.0.2.7:5");
        assertThat(ask(contact("0.0.0.0:", "x")).kind()).isEqualTo(Answer.Kind.NO_ADDRESS);
    }

    @Test
    void theNetworkThatIsPacedIsTheOneOfTheBinding() throws Exception {
        keep(BindingKey.named("02AC50-1"), 1, "node a", true);

        assertThat(Asking.place(route, contact("198.51.100.9:1", ""), LOOPS.next()))
                .isInstanceOfSatisfying(
                        Place.At.class,
                        at -> assertThat(at.address())
                                .isEqualTo(NetUtil.createInetAddressFromIpAddressString("192.0.2.7")));
        assertThat(letters).as("nothing is sent yet").isEmpty();
    }

    @Test
    void onlyNetworksThatMayBeCalledAreSentAnything() throws Exception {
        route = route(Targets.in(List.of(new IpSubnetFilterRule(
                Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString("10.0.0.0")),
                8,
                IpFilterRuleType.ACCEPT))));
        keep(BindingKey.named("02AC50-1"), 1, "node a", true);

        assertThat(ask(contact("", "")).kind()).isEqualTo(Answer.Kind.FORBIDDEN_ADDRESS);
        assertThat(letters).isEmpty();
    }

    @Test
    void withoutAPasswordNothingIsSigned() throws Exception {
        keep(BindingKey.named("02AC50-1"), 1, "node a", true);

        assertThat(ask(new Contact(
                                DEVICE,
                                null,
                                "",
                                "",
                                "02AC50-1",
                                "",
                                List.of(),
                                Contact.Session.NONE,
                                Instant.EPOCH,
                                null))
                        .kind())
                .isEqualTo(Answer.Kind.CREDENTIALS);
    }

    @Test
    void timesNeverGoBackAndIdsNeverComeTwiceWithinASecond() throws Exception {
        keep(BindingKey.at("192.0.2.7:7"), 7, "node a", false);

        assertThat(told()).contains("?ts=1800000000&id=1800000000&");
        assertThat(told()).contains("?ts=1800000001&id=1800000001&");
        assertThat(told()).contains("?ts=1800000002&id=1800000002&");
    }

    @Test
    void eachSilentWakeTriesAnotherFormUntilOneBringsASession() throws Exception {
        var contact = contact("192.0.2.7:7", "");
        keep(BindingKey.at("192.0.2.7:7"), 7, "node a", false);

        assertThat(told()).contains("2.7:7?ts=1800000000&");
        assertThat(told()).as("asked again before it was found silent").contains("2.7:7?ts=1800000001&");
        route.silent(contact);
        assertThat(told()).contains("2.7:7/?ts=1800000002&");
        route.silent(contact);
        assertThat(told()).contains("2.7:7?ts=1800000000000&id=1800000003&");
        route.silent(contact);
        assertThat(told()).contains("2.7:7/?ts=1800000000001&id=1800000004&");
        route.called(contact);

        assertThat(told()).contains("2.7:7/?ts=1800000000002&");
        var other = new Contact(
                DeviceId.of("02AC50-2"),
                MODEL,
                "",
                "192.0.2.7:7",
                "",
                "",
                List.of(new Contact.Login("common", CREDENTIAL)),
                Contact.Session.NONE,
                Instant.EPOCH,
                null);
        ask(other);
        assertThat(sent().text()).as("its like").contains("2.7:7/?ts=1800000000000&");
    }

    @Test
    void aModelThatHasLearnedIsNotDoubtedAtTheFirstSilence() throws Exception {
        var contact = contact("192.0.2.7:7", "");
        keep(BindingKey.at("192.0.2.7:7"), 7, "node a", false);
        told();
        route.silent(contact);
        told();
        route.called(contact);

        assertThat(told()).contains(":7/?ts");
        route.silent(contact);
        assertThat(told()).contains(":7/?ts");
        route.silent(contact);
        assertThat(told()).contains(":7?ts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0.0.0.0:",
                "0.0.0.0:80",
                ":3478",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:x",
                "cpe.example.net:80",
                "[::]:80",
                "[2001:db8::1",
                "http://192.0.2.1:80"
            })
    void anAddressThatLeadsNowhereIsNone(String text) {
        assertThat(UdpAddress.parse(text)).isEmpty();
        assertThat(route.isOffered(contact(text, ""))).isFalse();
        assertThat(route.isOffered(contact(text, "name"))).isTrue();
    }

    @Test
    void addressesAreReadInTheFormsThatDevicesTell() {
        assertThat(UdpAddress.parse(" 192.0.2.1:5060 ")).contains(new InetSocketAddress("192.0.2.1", 5060));
        assertThat(UdpAddress.parse("192.0.2.1")).contains(new InetSocketAddress("192.0.2.1", 80));
        assertThat(UdpAddress.parse("[2001:db8::1]:9")).contains(new InetSocketAddress("2001:db8::1", 9));
        assertThat(UdpAddress.parse("[2001:db8::1]")).contains(new InetSocketAddress("2001:db8::1", 80));
        assertThat(UdpAddress.parse("2001:db8::1")).contains(new InetSocketAddress("2001:db8::1", 80));
    }
}
