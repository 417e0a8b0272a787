package org.reactiveacs.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.embedded.EmbeddedStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PoliciesInForceTest {
    private static final int MANY = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @SuppressWarnings("NullAway.Init")
    private Policies policies;

    @SuppressWarnings("NullAway.Init")
    private PoliciesInForce inForce;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), new LocalMail());
        policies = new Policies(store.library(), Server.NONE);
        inForce = new PoliciesInForce(policies);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Mono<Boolean> write(int number, long expected, String value) {
        var source = Source.read("{values: {Device.X: " + value + "}}", Source.Form.YAML);
        var write = new Write("write-" + number + "-" + expected, Actor.operator("tester"), Instant.EPOCH);
        return policies.put("p" + number, source, expected, write)
                .doOnNext(version -> assertThat(version).isPositive())
                .then(inForce.look());
    }

    @Test
    void allThatAreWrittenAtOnceAreInForceWhenTheLastOneHasLooked() {
        Flux.range(0, MANY).flatMap(number -> write(number, 0, "1"), 16).blockLast();

        assertThat(inForce.now().size()).isEqualTo(MANY);
        assertThat(inForce.look().block()).isFalse();
    }

    @Test
    void oneThatIsWrittenAnewIsReadAnew() {
        write(1, 0, "1").block();
        write(2, 0, "1").block();

        assertThat(write(1, 1, "{cel: \"'a' + 'b'\"}").block()).isTrue();
        assertThat(inForce.now().size()).isEqualTo(2);
        assertThat(inForce.now().broken()).isEmpty();
    }

    @Test
    void oneThatIsTakenAwayIsNotInForceAnyMore() {
        write(1, 0, "1").block();
        write(2, 0, "1").block();

        policies.remove("p1", 1, new Write("gone", Actor.operator("tester"), Instant.EPOCH))
                .block();

        assertThat(inForce.look().block()).isTrue();
        assertThat(inForce.now().size()).isEqualTo(1);
    }
}
