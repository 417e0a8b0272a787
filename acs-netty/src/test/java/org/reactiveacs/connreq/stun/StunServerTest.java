package org.reactiveacs.connreq.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.connreq.stun.StunIntegrity.Style;
import org.reactiveacs.connreq.stun.StunSettings.Integrity;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.redis.server.Await;

class StunServerTest {
    private static final String ID = "02AC50-1";

    @TempDir
    Path directory;

    private final LocalMail mail = new LocalMail();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    private @Nullable RunningStun running;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), mail);
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
        store.close();
    }

    private RunningStun start(Integrity integrity) {
        running = new RunningStun("node a", store.bindings(), mail, integrity);
        return running;
    }

    private static Binding binding(@Nullable Binding binding) {
        return Objects.requireNonNull(binding);
    }

    @Test
    void aDeviceIsToldItsAddressAndFoundByIt() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address())) {
            byte[] request = StunDevice.request().end();

            var answer = device.ask(request);

            assertThat(answer.type()).isEqualTo(StunType.BINDING_RESPONSE);
            assertThat(answer.transaction())
                    .isEqualTo(StunMessage.parse(request).orElseThrow().transaction());
            assertThat(answer.address(StunType.MAPPED_ADDRESS)).contains(device.address());
            assertThat(answer.address(StunType.SOURCE_ADDRESS)).contains(stun.address());
            assertThat(answer.address(StunType.CHANGED_ADDRESS)).contains(stun.address());
            assertThat(answer.has(StunType.XOR_MAPPED_ADDRESS)).isFalse();
            var binding = binding(stun.at(device.address()));
            assertThat(binding.host()).isEqualTo("127.0.0.1");
            assertThat(binding.port()).isEqualTo(device.address().getPort());
            assertThat(binding.node()).isEqualTo("node a");
            assertThat(binding.isProven()).isFalse();
        }
    }

    @Test
    void aRequestOfRfc5389IsToldItsAddressHidden() throws Exception {
        var stun = start(Integrity.NEVER);
        byte[] transaction = StunDevice.transaction();
        System.arraycopy(new byte[] {0x21, 0x12, (byte) 0xA4, 0x42}, 0, transaction, 0, 4);
        try (var device = new StunDevice(stun.address())) {
            var answer = device.ask(new StunWriter(StunType.BINDING_REQUEST, transaction).end());

            byte[] hidden = answer.value(StunType.XOR_MAPPED_ADDRESS).orElseThrow();
            assertThat((hidden[2] & 0xFF) << 8 | hidden[3] & 0xFF)
                    .isEqualTo(device.address().getPort() ^ 0x2112);
            assertThat(answer.address(StunType.MAPPED_ADDRESS)).contains(device.address());
            assertThat(stun.at(device.address()))
                    .as("no word of connection requests")
                    .isNull();
        }
    }

    @Test
    void aDeviceThatProvesItselfIsFoundByItsNameAndGetsAProofInItsOwnStyle() throws Exception {
        var stun = start(Integrity.NEVER);
        for (Style style : Style.values()) {
            String id = ID + style.name().charAt(1);
            try (var device = new StunDevice(stun.address())) {
                byte[] request =
                        StunDevice.request().text(StunType.USERNAME, id).end(RunningStun.password(id), style);

                var answer = device.ask(request);

                assertThat(answer.type()).isEqualTo(StunType.BINDING_RESPONSE);
                assertThat(StunIntegrity.proves(answer, RunningStun.password(id)))
                        .contains(style);
                assertThat(binding(stun.named(id)).isProven()).isTrue();
                assertThat(binding(stun.named(id)).port())
                        .isEqualTo(device.address().getPort());
            }
        }
        assertThat(stun.counted("acs.stun.requests", "proven")).isEqualTo(2);
    }

    @Test
    void thePasswordThatAllKnowProvesAnAddressAndNoName() throws Exception {
        var stun = start(Integrity.REQUIRE);
        try (var device = new StunDevice(stun.address())) {
            device.ask(StunDevice.proven(RunningStun.COMMON.username(), RunningStun.COMMON.password()));

            assertThat(stun.named(RunningStun.COMMON.username())).isNull();
            assertThat(binding(stun.at(device.address())).isProven()).isTrue();
        }
    }

    @Test
    void aWrongPasswordGetsNoAddressAndNotesNone() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address())) {
            assertThat(device.ask(StunDevice.proven(ID, "wrong")).errorCode()).isEqualTo(431);
            assertThat(device.ask(StunDevice.request().end("wrong", Style.PLAIN))
                            .errorCode())
                    .as("without a name")
                    .isEqualTo(432);
            assertThat(stun.named(ID)).isNull();
            assertThat(stun.at(device.address())).isNull();
        }
    }

    @Test
    void anUnprovenNameNeverTakesTheProvenOnesPlace() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address());
                var stranger = new StunDevice(stun.address())) {
            device.ask(StunDevice.proven(ID, RunningStun.password(ID)));

            stranger.ask(StunDevice.request().text(StunType.USERNAME, ID).end());

            assertThat(binding(stun.named(ID)).port())
                    .isEqualTo(device.address().getPort());
        }
    }

    @Test
    void aDeviceIsAskedOnceToProveItselfAndAnsweredAllTheSame() throws Exception {
        var stun = start(Integrity.ASK);
        try (var device = new StunDevice(stun.address())) {
            assertThat(device.ask(StunDevice.request().end()).errorCode()).isEqualTo(401);
            assertThat(device.ask(StunDevice.request().end()).type()).isEqualTo(StunType.BINDING_RESPONSE);
            assertThat(device.ask(StunDevice.request().end()).type()).isEqualTo(StunType.BINDING_RESPONSE);
            assertThat(stun.at(device.address())).isNotNull();
        }
        try (var device = new StunDevice(stun.address())) {
            assertThat(device.ask(StunDevice.request().end()).errorCode()).isEqualTo(401);
            device.ask(StunDevice.proven(ID, RunningStun.password(ID)));
            assertThat(device.ask(StunDevice.request().end()).type())
                    .as("its next keep-alive")
                    .isEqualTo(StunType.BINDING_RESPONSE);
            assertThat(stun.at(device.address())).isNull();
            assertThat(binding(stun.named(ID)).isProven()).isTrue();
        }
    }

    @Test
    void whoeverMustProveItselfAndDoesNotIsNotAnswered() throws Exception {
        var stun = start(Integrity.REQUIRE);
        try (var device = new StunDevice(stun.address())) {
            assertThat(device.ask(StunDevice.request().end()).errorCode()).isEqualTo(401);
            assertThat(device.ask(StunDevice.request().end()).errorCode()).isEqualTo(401);
            assertThat(stun.at(device.address())).isNull();
        }
    }

    @Test
    void whatMustBeUnderstoodAndIsNotIsSaidSo() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address())) {
            var answer = device.ask(StunDevice.request()
                    .bytes(0x0024, new byte[4])
                    .bytes(0x7777, new byte[4])
                    .bytes(0x8099, new byte[4])
                    .end());

            assertThat(answer.errorCode()).isEqualTo(420);
            assertThat(answer.value(StunType.UNKNOWN_ATTRIBUTES).orElseThrow())
                    .isEqualTo(new byte[] {0, 0x24, 0x77, 0x77});
        }
    }

    @Test
    void anAnswerIsWantedFromAnotherAddressAndNoneComes() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address())) {
            device.send(StunDevice.request()
                    .bytes(StunType.CHANGE_REQUEST, new byte[] {0, 0, 0, 6})
                    .end());
            byte[] next = StunDevice.request()
                    .bytes(StunType.CHANGE_REQUEST, new byte[4])
                    .end();

            assertThat(device.ask(next).transaction())
                    .isEqualTo(StunMessage.parse(next).orElseThrow().transaction());
            assertThat(stun.counted("acs.stun.requests", "change-request")).isEqualTo(1);
        }
    }

    @Test
    void anAnswerGoesToAnotherPortOfTheSameAddressAndToNobodyElse() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var first = new StunDevice(stun.address());
                var second = new StunDevice(stun.address())) {
            second.send(new StunWriter(StunType.BINDING_REQUEST, StunDevice.transaction())
                    .address(StunType.RESPONSE_ADDRESS, first.address())
                    .end());
            var heard = first.receive();
            assertThat(heard.message().address(StunType.MAPPED_ADDRESS)).contains(second.address());
            assertThat(heard.message().address(StunType.REFLECTED_FROM)).contains(second.address());

            var elsewhere = new InetSocketAddress("127.0.0.2", first.address().getPort());
            var answer = second.ask(new StunWriter(StunType.BINDING_REQUEST, StunDevice.transaction())
                    .address(StunType.RESPONSE_ADDRESS, elsewhere)
                    .end());
            assertThat(answer.has(StunType.REFLECTED_FROM)).isFalse();
        }
    }

    @Test
    void answersAreNotMuchLargerThanRequests() throws Exception {
        var stun = start(Integrity.ASK);
        int headers = 28;
        try (var device = new StunDevice(stun.address())) {
            for (byte[] request : List.of(
                    new StunWriter(StunType.BINDING_REQUEST, StunDevice.transaction()).end(),
                    StunDevice.request().end(),
                    StunDevice.request().bytes(0x24, new byte[0]).end(),
                    StunDevice.request().end("x", Style.PLAIN),
                    StunDevice.proven(ID, RunningStun.password(ID)))) {
                device.send(request);
                int answer = device.receive().length();
                assertThat(headers + answer).isLessThanOrEqualTo(2 * (headers + request.length));
            }
        }
    }

    @Test
    void noDatagramEndsTheServer() throws Exception {
        var stun = start(Integrity.ASK);
        var random = new Random(7);
        try (var device = new StunDevice(stun.address())) {
            byte[] whole = StunDevice.proven(ID, RunningStun.password(ID));
            device.ask(whole);
            for (int i = 0; i < 3_000; i++) {
                byte[] broken = i % 3 == 0 ? new byte[random.nextInt(1_500)] : whole.clone();
                if (i % 3 == 0) {
                    random.nextBytes(broken);
                } else {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                    broken[random.nextInt(4)] &= (byte) random.nextInt();
                }
                device.send(broken);
                if (i % 20 == 0) {
                    int sent = i + 2;
                    Await.until("all to be read", () -> stun.requests() == sent);
                }
            }
        }
        try (var device = new StunDevice(stun.address())) {
            device.ask(StunDevice.request().end());
            assertThat(device.ask(StunDevice.request().end()).type()).isEqualTo(StunType.BINDING_RESPONSE);
        }
        assertThat(stun.counted("acs.stun.requests", "malformed")).isPositive();
    }

    @Test
    void aDatagramLeavesTheServersPortThreeTimesAlike() throws Exception {
        var stun = start(Integrity.NEVER);
        try (var device = new StunDevice(stun.address())) {
            mail.send(asked("node b", device.address(), "not from here"));
            mail.send(asked("node a", device.address(), "GET http://127.0.0.1?ts=1"));

            for (int copy = 0; copy < 3; copy++) {
                var heard = device.receive();
                assertThat(heard.text()).isEqualTo("GET http://127.0.0.1?ts=1");
                assertThat(heard.from()).isEqualTo(stun.address());
            }
        }
    }

    private static Letter asked(String node, InetSocketAddress to, String text) {
        return new Letter.DatagramAsked(
                DeviceId.of(ID), node, NetUtil.toAddressString(to.getAddress()), to.getPort(), text);
    }

    @Test
    void aPortThatAnotherServerHasIsNotSharedWithIt() {
        var stun = start(Integrity.NEVER);
        var settings = new StunSettings(
                stun.address(), null, Integrity.NEVER, null, new StunSettings.Limits(RunningStun.LIFETIME, 10, 10));
        var around = new StunServer.Around(
                "node b", stun.loops, store.bindings(), mail, RunningStun.PASSWORDS, new AcsMetrics(stun.registry));

        assertThatThrownBy(() -> StunServer.start(settings, around)).hasMessageContaining("Address already in use");
    }
}
