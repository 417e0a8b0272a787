package org.reactiveacs.connreq.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.stun.StunSettings.Integrity;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.RandomIds;
import org.reactiveacs.session.SessionJson;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.cluster.RedisMail;
import org.reactiveacs.store.redis.cluster.RedisMembership;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.Await;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** Two nodes on one Redis: a device keeps its NAT open to one of them, and either may want it to call. */
class StunNodesTest {
    private static final String ID = "02AC50-1";
    private static final Pattern STAMP = Pattern.compile("\\?ts=(\\d+)&id=(\\d+)&");

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private final List<StunNode> nodes = new ArrayList<>();

    /** A node with all that it needs to ask devices by datagrams. */
    private static final class StunNode implements AutoCloseable {
        final RedisLink link = RedisLink.open(RedisSettings.of(REDIS.url()));
        final RedisMembership membership;
        final RedisMail mail;
        final RedisStore store;
        final RunningStun stun;
        final UdpRoute route;

        StunNode(String name, Duration clockAhead) {
            var formats = RedisFormats.open(link, "acs");
            membership = RedisMembership.join(
                    link,
                    new Member(UUID.randomUUID().toString(), name, "1", Instant.now(), StoreFormat.NEWEST, 0),
                    new RedisMembership.Settings(
                            "acs",
                            formats,
                            () -> 0,
                            Clock.systemUTC(),
                            new RedisMembership.Timing(
                                    Duration.ofMillis(100), Duration.ofMillis(1200), Duration.ofMillis(250))));
            mail = RedisMail.open(link, membership, "acs");
            store = RedisStore.open(
                    link,
                    new RedisStore.Settings(IdentityScheme.OUI_SERIAL, RunningStun.KEYS, new SessionJson(), formats),
                    mail);
            stun = new RunningStun(name, store.bindings(), mail, Integrity.NEVER);
            var here = new IpSubnetFilterRule(InetAddress.getLoopbackAddress(), 8, IpFilterRuleType.ACCEPT);
            var clock = Clock.offset(Clock.systemUTC(), clockAhead);
            route = new UdpRoute(
                    new UdpRoute.Around(
                            store.bindings(), membership, mail, Targets.in(List.of(here)), new RandomIds(clock), clock),
                    Duration.ofSeconds(10));
        }

        Answer ask() throws Exception {
            var contact = new Contact(
                    DeviceId.of(ID),
                    null,
                    "",
                    "",
                    ID,
                    "",
                    List.of(new Contact.Login("common", new Credential("acs", "password"))),
                    Contact.Session.NONE,
                    Instant.EPOCH,
                    null);
            return Asking.ask(route, contact, stun.loops.next());
        }

        @Override
        public void close() {
            stun.close();
            store.close();
            mail.close();
            membership.close();
            link.close();
        }
    }

    @BeforeEach
    void join() {
        REDIS.flush();
        nodes.add(new StunNode("a", Duration.ZERO));
        nodes.add(new StunNode("b", Duration.ofHours(-1)));
        for (StunNode node : nodes) {
            Await.until("both", () -> node.membership.members().size() == 2);
        }
    }

    @AfterEach
    void part() {
        nodes.forEach(StunNode::close);
    }

    private static MatchResult stamp(String datagram) {
        var stamp = STAMP.matcher(datagram);
        assertThat(stamp.find()).as(datagram).isTrue();
        return stamp.toMatchResult();
    }

    private static Binding binding(StunNode node) {
        return Objects.requireNonNull(node.stun.named(ID));
    }

    @Test
    void theDatagramLeavesTheNodeThatTheBindingLeadsToAndStampsGrowWhateverTheClocksSay() throws Exception {
        var a = nodes.get(0);
        var b = nodes.get(1);
        try (var device = new StunDevice(b.stun.address())) {
            device.ask(StunDevice.proven(ID, RunningStun.password(ID)));
            Await.until("the binding", () -> a.stun.named(ID) != null);
            List<Long> times = new ArrayList<>();
            List<Long> ids = new ArrayList<>();

            for (StunNode asking : List.of(a, b, a, b)) {
                assertThat(asking.ask()).isEqualTo(Answer.SENT);
                for (int copy = 0; copy < 3; copy++) {
                    var heard = device.receive();
                    assertThat(heard.from()).isEqualTo(b.stun.address());
                    times.add(Long.valueOf(stamp(heard.text()).group(1)));
                    ids.add(Long.valueOf(stamp(heard.text()).group(2)));
                }
            }

            assertThat(times).isSorted();
            assertThat(ids).isSorted();
            assertThat(ids.stream().distinct()).hasSize(4);
        }
    }

    @Test
    void aNodeThatIsGoneIsNamedUntilTheDeviceHasCalledAnother() throws Exception {
        var a = nodes.get(0);
        var b = nodes.get(1);
        try (var device = new StunDevice(b.stun.address())) {
            device.ask(StunDevice.proven(ID, RunningStun.password(ID)));
            Await.until("the binding", () -> a.stun.named(ID) != null);
        }
        nodes.remove(b);
        b.close();
        Await.until("one alone", () -> a.membership.members().size() == 1);

        assertThat(a.ask().reason()).contains("made at node b, which is gone");

        try (var device = new StunDevice(a.stun.address())) {
            device.ask(StunDevice.proven(ID, RunningStun.password(ID)));
            Await.until("the new binding", () -> "a".equals(binding(a).node()));
            assertThat(a.ask()).isEqualTo(Answer.SENT);
            assertThat(device.receive().from()).isEqualTo(a.stun.address());
        }
    }
}
