package org.reactiveacs.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreContract;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

class EmbeddedStoreTest extends StoreContract {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Store store;

    @BeforeEach
    void open() {
        store = open(IdentityScheme.OUI_SERIAL);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Store open(IdentityScheme identity) {
        return EmbeddedStore.open(new EmbeddedStore.Settings(directory, identity, null), new LocalMail());
    }

    private void reopen() {
        store.close();
        store = open(IdentityScheme.OUI_SERIAL);
    }

    @Override
    protected Store store() {
        return store;
    }

    @Test
    void everythingButSessionsSurvivesARestart() {
        var arrival =
                anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1").build();
        open(arrival);
        add(reboot("T1"));
        var tree = ParameterTree.of(List.of(Parameter.of("Device.A.1.B", "v", ParameterType.STRING, T0)));
        commit(arrival, 0, session("s"), new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        var before = known();

        reopen();

        assertThat(known()).isEqualTo(before);
        assertThat(stored("T1")).isEqualTo(reboot("T1"));
        assertThat(store().sessions()
                        .load(DEVICE)
                        .map(org.reactiveacs.store.Loaded::tree)
                        .block())
                .isEqualTo(tree);
        assertThat(sessionsOpen()).isZero();
        assertThat(store().counters().block()).isEqualTo(new Store.Counters(1, 1, 0, 1, 0));
    }

    @Test
    void aSilentDeviceIsNotAnnouncedAgainAfterARestartAndAnotherIsNoticed() {
        var day = Duration.ofDays(1);
        var partition = Partitions.of(DEVICE);
        var other = inTheSamePartition();
        open(anArrival());
        store.sessions().expire(partition, T0.plus(day)).block();
        var first = store.sessions()
                .silence(partition, T0.plus(day.multipliedBy(3)), SilenceRules.DEFAULT)
                .block();
        open(anArrival().of("00D09E", other).at(T0.plus(day)));
        var silent = known();

        reopen();

        assertThat(first).isEqualTo(new Silenced(1, 0));
        assertThat(known()).isEqualTo(silent);
        assertThat(store.population(partition).block()).isEqualTo(new Store.Population(2, 2, 1, 0));
        assertThat(store.sessions()
                        .silence(partition, T0.plus(day.multipliedBy(4)), SilenceRules.DEFAULT)
                        .block())
                .isEqualTo(new Silenced(1, 0));
        assertThat(store.population(partition).block()).isEqualTo(new Store.Population(2, 2, 2, 0));
        open(anArrival().at(T0.plus(day.multipliedBy(5))));
        assertThat(known().silence()).isNull();
    }

    /** A serial number. */
    private static String inTheSamePartition() {
        return IntStream.iterate(2, i -> i + 1)
                .mapToObj(Integer::toString)
                .filter(serial -> Partitions.of(DeviceId.of("00D09E-" + serial)) == Partitions.of(DEVICE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskThatWasUnderWayAtTheRestartIsSettled() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));
        commit(
                arrival,
                0,
                session("asked"),
                tasks(reboot("T1").tried().sending(new Sent("Reboot", "T1", T0, false, 0, List.of(), false))));

        reopen();

        assertThat(open(anArrival()).tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.status()).isEqualTo(TaskStatus.UNSETTLED));
    }

    @Test
    void theIdentitySchemeIsFixedWhenTheStoreIsCreated() {
        store.close();

        assertThatThrownBy(() -> open(IdentityScheme.OUI_CLASS_SERIAL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("identity");
    }

    @Test
    void aForeignKeyRingIsRefusedAndARotatedOneIsNot() {
        store.close();
        var ring = KeyRing.generate(new SecureRandom());
        openWith(ring).close();

        openWith(ring.rotated(new SecureRandom())).close();

        assertThatThrownBy(() -> openWith(KeyRing.generate(new SecureRandom())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("key ring");
    }

    @Test
    void passwordsAreNowhereInTheFileAndComeBackAfterARestartAndARotation() throws Exception {
        store.close();
        var old = KeyRing.generate(new SecureRandom());
        var download = new TaskSpec.Download(
                "1 Firmware Upgrade Image", "http://f/w", "file user", "task-secret", 0, "", 0, "", "");
        store = openWith(old);
        open(anArrival());
        store.devices()
                .change(
                        DEVICE,
                        List.of(new DeviceStore.Change.SetCredential(new Credential("box", "device-secret"))),
                        write())
                .block();
        add(task("T1", download, Schedule.AT_ONCE));
        var tree = ParameterTree.of(
                List.of(Parameter.of("Device.WiFi.KeyPassphrase", "wifi-secret", ParameterType.STRING, T0)));
        commit(anOpenSession(), 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        store.close();
        assertThat(contents()).contains("00D09E-1").doesNotContain("device-secret", "task-secret", "wifi-secret");

        var both = old.rotated(new SecureRandom());
        store = openWith(both);
        assertThat(stored("T1").spec()).isEqualTo(download);
        store.close();
        var newOnly = KeyRing.parse(both.format().replaceAll("(?m)^1[ :=].*\\R?", ""));
        assertThat(newOnly.versions()).containsExactly(2);
        store = openWith(newOnly);

        assertThat(stored("T1").spec()).isEqualTo(download);
        assertThat(Objects.requireNonNull(known().registration().credential()).password())
                .isEqualTo("device-secret");
        assertThat(store.sessions()
                        .load(DEVICE)
                        .map(org.reactiveacs.store.Loaded::tree)
                        .block())
                .isEqualTo(tree);
        assertThat(contents()).doesNotContain("device-secret", "task-secret", "wifi-secret");
    }

    @Test
    void aStoreThatWasOpenedWithoutARingIsSealedWhenOneComesAndNeedsItFromThenOn() {
        open(anArrival());
        add(reboot("T1"));
        store.close();

        store = openWith(KeyRing.generate(new SecureRandom()));
        assertThat(stored("T1")).isEqualTo(reboot("T1"));
        store.close();

        assertThatThrownBy(() -> open(IdentityScheme.OUI_SERIAL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("sealed");
    }

    private Arrival anOpenSession() {
        var arrival = anArrival().build();
        open(arrival);
        return arrival;
    }

    @Test
    void aTreeFromBeforeTheDictionaryIsPackedAgainWhenItIsNextRead() {
        var trees = new java.util.HashMap<String, ParameterTree>();
        for (int i = 0; i <= SchemaFamily.TREES_WITHOUT_DICTIONARY; i++) {
            var arrival = anArrival().of("00D09E", "n" + i).build();
            open(arrival);
            var tree = ParameterTree.of(List.of(Parameter.of("Device.A", "value " + i, ParameterType.STRING, T0)));
            trees.put(arrival.device().value(), tree);
            commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        }
        assertThat(schemas()).isEqualTo(2);
        store.collectSchemas().block();
        assertThat(store.collectSchemas().block()).isZero();

        trees.forEach((id, tree) -> assertThat(store.sessions()
                        .load(DeviceId.of(id))
                        .map(org.reactiveacs.store.Loaded::tree)
                        .block())
                .isEqualTo(tree));

        store.collectSchemas().block();
        assertThat(store.collectSchemas().block()).isEqualTo(1);
        assertThat(schemas()).isEqualTo(1);
        reopen();
        trees.forEach((id, tree) -> assertThat(store.sessions()
                        .load(DeviceId.of(id))
                        .map(org.reactiveacs.store.Loaded::tree)
                        .block())
                .isEqualTo(tree));
    }

    private int schemas() {
        return ((EmbeddedStore) store).schemas();
    }

    private String contents() throws IOException {
        return Files.readString(directory.resolve("acs.mv"), StandardCharsets.ISO_8859_1);
    }

    private Store openWith(KeyRing ring) {
        return EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, ring), new LocalMail());
    }

    @Test
    void twoProcessesCannotHaveTheSameStore() {
        assertThatThrownBy(() -> open(IdentityScheme.OUI_SERIAL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("acs.mv");
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();

        assertThatThrownBy(() -> add(reboot("T1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThat(store.isReady()).isFalse();
    }

    @Test
    void aDeviceMayHaveSoManyWaitingTasksAndNotOneMore() {
        open(anArrival());
        for (int i = 0; i < EmbeddedTaskStore.MAX_OPEN - 1; i++) {
            store().tasks()
                    .add(task("T" + i, new TaskSpec.Reboot(), Schedule.AT_ONCE), null, write())
                    .subscribe();
        }

        assertThat(add(reboot("last"))).isInstanceOf(org.reactiveacs.store.TaskStore.Added.Created.class);
        assertThat(add(reboot("over")))
                .isEqualTo(new org.reactiveacs.store.TaskStore.Added.Full(EmbeddedTaskStore.MAX_OPEN));
    }

    @Test
    void theNewestEndedTasksAreKept() {
        open(anArrival());
        for (int i = 0; i < EmbeddedTaskStore.ENDED_KEPT + 2; i++) {
            var id = String.format("T%05d", i);
            add(reboot(id));
            store().tasks().cancel(DEVICE, id, write()).block();
        }

        var kept = store().tasks().list(DEVICE).block();

        assertThat(kept).hasSizeBetween(EmbeddedTaskStore.ENDED_KEPT, EmbeddedTaskStore.ENDED_KEPT + 1);
        assertThat(kept).extracting(task -> task.id()).doesNotContain("T00000");
    }

    @Test
    void keysPastTheirTimeDoNotStayForEver() {
        open(anArrival());
        for (int i = 0; i < 20; i++) {
            var key = new org.reactiveacs.store.TaskStore.Idempotency("key-" + i, "digest");
            store().tasks().add(reboot("T" + i), key, write()).block();
        }

        for (int i = 0; i < 20; i++) {
            var key = new org.reactiveacs.store.TaskStore.Idempotency("new-" + i, "digest");
            store().tasks()
                    .add(reboot("N" + i), key, write(T0.plus(EmbeddedTaskStore.KEY_HOLDS)))
                    .block();
        }

        assertThat(((EmbeddedStore) store).idempotencyKeys()).isEqualTo(20);
    }

    @Test
    void eventsAreKeptOverARestartAndNoNumberIsGivenTwice() {
        var tags = List.of("a", "b");
        tags.forEach(tag -> store.devices()
                .change(DEVICE, registered(new DeviceStore.Change.Tag(tag)), write())
                .block());
        long before = read(0).newest();

        reopen();
        store.devices()
                .change(DEVICE, registered(new DeviceStore.Change.Tag("c")), write())
                .block();

        var slice = read(0);
        assertThat(slice.events()).hasSize(3);
        assertThat(slice.oldest()).isEqualTo(1);
        assertThat(slice.newest())
                .as("what a crash takes back was perhaps read")
                .isGreaterThan(before + 1000);
        assertThat(read(before).events()).hasSize(1);
    }

    @Test
    void asManyEventsAreKeptAfterARestartAsBefore() {
        many(3000);
        reopen();
        many(3000);

        var slice = read(0);

        assertThat(slice.events()).hasSize(Outbox.KEPT);
        assertThat(slice.oldest()).isEqualTo(slice.events().get(0).number());
    }

    private static List<DeviceStore.Change> registered(DeviceStore.Change change) {
        return List.of(new DeviceStore.Change.Register(), change);
    }

    private Outbox.Slice read(long after) {
        return Objects.requireNonNull(
                store.outbox().read(Partitions.of(DEVICE), after, 10_000).block());
    }

    private void many(int changes) {
        reactor.core.publisher.Flux.range(0, changes)
                .flatMap(
                        i -> store.devices()
                                .change(DEVICE, registered(new DeviceStore.Change.Tag("t" + i % 2)), write()),
                        256)
                .blockLast();
    }
}
