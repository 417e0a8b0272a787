package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Reach;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.embedded.EmbeddedStore;

/** With which names and passwords devices are asked. */
class DirectoryTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-1");
    private static final Credential COMMON = new Credential("all", "of all");

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final KeyRing keys = KeyRing.generate(new SecureRandom());
    private final DerivedPasswords derived = new DerivedPasswords(keys, "connection-request");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStore store;

    @SuppressWarnings("NullAway.Init")
    private Directory phonebook;

    private int writes;

    @BeforeEach
    void open() {
        store = EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, keys), new LocalMail());
        phonebook = new Directory(store, derived, COMMON, device -> false);
        change(new Change.Register());
    }

    @AfterEach
    void close() {
        store.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void change(Change change) {
        var write = new Write("w" + ++writes, Actor.operator("tester"), Instant.EPOCH);
        store.devices().change(DEVICE, List.of(change), write).block();
    }

    private List<Credential> credentials() throws Exception {
        var found = new CompletableFuture<Phonebook.Found>();
        phonebook.find(DEVICE, loops.next(), found::complete);
        return Objects.requireNonNull(found.get(10, TimeUnit.SECONDS).contact()).logins().stream()
                .map(Contact.Login::credential)
                .toList();
    }

    private Credential derived(int epoch) {
        return new Credential("00D09E-1", derived.of("default/00D09E-1", 1, epoch));
    }

    @Test
    void whileADeviceHasNotTakenItsNewPasswordItIsAskedWithTheOneBeforeAndThatOneAlone() throws Exception {
        assertThat(credentials()).containsExactly(derived(0), COMMON);

        change(new Change.Rotate());
        assertThat(credentials()).containsExactly(derived(0), derived(1));
        change(new Change.Rotated(1));
        assertThat(credentials()).containsExactly(derived(1), COMMON);

        change(new Change.Rotate());
        assertThat(credentials()).containsExactly(derived(1), derived(2));
    }

    @Test
    void thePasswordThatWasRightLastIsTheFirst() throws Exception {
        change(new Change.Rotate());
        store.devices()
                .reached(DEVICE, new Reach(Reach.Way.TCP, "derived 1 epoch 1"))
                .block();

        assertThat(credentials()).containsExactly(derived(1), derived(0));
    }
}
