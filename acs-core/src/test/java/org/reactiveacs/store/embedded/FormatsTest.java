package org.reactiveacs.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.Formats.Raised;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.StoreFormat;

/** A file goes on in the format of the version before until an operator raises it. */
class FormatsTest {

    private static final int DEVICES = 2500;

    @TempDir
    Path directory;

    private EmbeddedStore open() {
        return EmbeddedStore.open(
                new EmbeddedStore.Settings(directory, IdentityScheme.OUI_SERIAL, null), new LocalMail());
    }

    private MVStore file() {
        return new MVStore.Builder()
                .fileName(directory.resolve("acs.mv").toString())
                .open();
    }

    private static MVMap<String, byte[]> map(MVStore file, String name) {
        return file.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** A store as the version before left it. */
    private void fileOf(int written, int oldest) {
        try (var file = file()) {
            var meta = map(file, "meta");
            meta.put("format", Integer.toString(written).getBytes(StandardCharsets.US_ASCII));
            meta.put("oldest format", Integer.toString(oldest).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** How many heads on disk are of each format. */
    private Map<Integer, Integer> heads() {
        try (var file = file()) {
            Map<Integer, Integer> formats = new HashMap<>();
            map(file, "heads").values().forEach(head -> formats.merge((int) head[0], 1, Integer::sum));
            return formats;
        }
    }

    private static Raised raise(EmbeddedStore store, String operation) {
        return Objects.requireNonNull(store.formats()
                .raise(new Write(operation, Actor.operator("tester"), T0))
                .block());
    }

    private static void visitAll(EmbeddedStore store) {
        for (int number = 0; number < DEVICES; number++) {
            store.sessions().open(anArrival().of("00D09E", "" + number).build()).block();
        }
    }

    @Test
    void aNewFileIsOfTheNewestFormat() {
        try (var store = open()) {
            visitAll(store);
            assertThat(store.formats().written()).isEqualTo(StoreFormat.NEWEST);
            assertThat(raise(store, "op")).isEqualTo(new Raised.Done(StoreFormat.NEWEST, StoreFormat.NEWEST));
        }

        assertThat(heads()).isEqualTo(Map.of(StoreFormat.NEWEST, DEVICES));
    }

    @Test
    void aFileOfTheVersionBeforeStaysReadableForItUntilItIsRaised() {
        fileOf(StoreFormat.OLDEST, StoreFormat.OLDEST);
        KnownDevice before;
        try (var store = open()) {
            visitAll(store);
            before = Objects.requireNonNull(
                    store.devices().find(DeviceId.of("00D09E-7")).block());
        }
        assertThat(heads()).isEqualTo(Map.of(StoreFormat.OLDEST, DEVICES));

        try (var store = open()) {
            assertThat(raise(store, "op")).isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));
            assertThat(raise(store, "op"))
                    .as("the same order again")
                    .isEqualTo(new Raised.Done(StoreFormat.OLDEST, StoreFormat.NEWEST));
            assertThat(raise(store, "another")).isInstanceOf(Raised.Unsettled.class);
            assertThat(Objects.requireNonNull(store.audit(0, 10).block()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.detail())
                            .isEqualTo("from " + StoreFormat.OLDEST + " to " + StoreFormat.NEWEST));
        }
        try (var store = open()) {
            int renewed = 0;
            for (int round = 0; !store.formats().state().isSettled(); round++) {
                assertThat(round).isLessThan(10);
                renewed += Objects.requireNonNull(store.renew(0, T0).block());
            }
            assertThat(renewed).isEqualTo(DEVICES);
            assertThat(store.devices().find(DeviceId.of("00D09E-7")).block()).isEqualTo(before);
        }

        assertThat(heads()).isEqualTo(Map.of(StoreFormat.NEWEST, DEVICES));
    }

    @Test
    void aFileOfALaterVersionIsRefused() {
        fileOf(StoreFormat.NEWEST + 1, StoreFormat.NEWEST);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written in format " + (StoreFormat.NEWEST + 1));
    }

    @Test
    void aFileWithRecordsOlderThanTheVersionBeforeIsRefused() {
        fileOf(StoreFormat.OLDEST, StoreFormat.OLDEST - 1);

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("acs upgrade finish");
    }
}
