package org.reactiveacs.store.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Standing;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.device.Visit;

class RecordsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Property(tries = 300)
    void aTreeComesBackAsItWasPacked(@ForAll("trees") ParameterTree tree, @ForAll("trees") ParameterTree other) {
        var model = DeviceModel.EMPTY.covering(other.all()).covering(tree.all());

        var stored = TreeSchema.decode(TreeSchema.of(model, "Device.Hosts".getBytes(StandardCharsets.UTF_8))
                .encoded());

        assertThat(TreeCodec.unpack(TreeCodec.pack(tree, stored), stored)).isEqualTo(tree);
    }

    @Provide
    Arbitrary<ParameterTree> trees() {
        var names = Arbitraries.of("Device", "Hosts", "Host", "X_ACME", "é", "1", "20", "007", "[a b]", "9999999999");
        var paths = names.list().ofMinSize(1).ofMaxSize(5).map(parts -> "Device." + String.join(".", parts) + ".Leaf");
        var parameters = Combinators.combine(
                        paths,
                        Arbitraries.strings().ofMaxLength(20).injectNull(0.2),
                        Arbitraries.of(ParameterType.class),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.integers().between(0, 3))
                .as((path, value, type, writable, time) -> new Parameter(
                        path,
                        // Lone surrogates have no bytes in UTF-8.
                        value == null ? null : value.replaceAll("[\\uD800-\\uDFFF]", "?"),
                        type,
                        writable,
                        time == 0 ? new Attributes(2, List.of("Subscriber")) : null,
                        time == 3 ? null : T0.plusMillis(time)));
        return parameters
                .list()
                .ofMaxSize(30)
                .map(list -> ParameterTree.EMPTY.apply(List.of(new TreeChange.Values(list))));
    }

    private static Device head() {
        return new Device(
                DeviceId.of("00D09E-1"),
                new Identity("Acmé", "00D09E", "", "1"),
                new Device.Contact(T0, T0.plusSeconds(9), T0, List.of("0 BOOTSTRAP", "M Reboot"), "2001:db8::1"),
                new Standing(
                        T0,
                        "key",
                        T0.plusSeconds(1),
                        new Standing.Quarantine("why", T0),
                        "two boxes",
                        new Standing.Box("A", "02:00:00:00:00:01"),
                        Set.of("bare-ampersand"),
                        T0.plusSeconds(2),
                        new Settled(-7, T0.plusSeconds(60), Settled.State.CONFLICT)),
                new Access(3, true, true, 1_700_000_000_000_000L, 7),
                Map.of(
                        "Device.X",
                        new Parameter("Device.X", "v", ParameterType.BOOLEAN, true, new Attributes(1, List.of()), T0)),
                List.of("02:00:00:00:00:01"),
                PackedVisits.of(List.of(
                        new Visit(T0, List.of("1 BOOT"), "p", 4, List.of("Reboot"), Visit.End.TIMED_OUT, 123),
                        new Visit(
                                T0.minusMillis(7),
                                List.of("1 BOOT", "M x"),
                                "p",
                                0,
                                List.of("Reboot"),
                                Visit.End.COMPLETED,
                                0),
                        new Visit(T0.plusSeconds(9), List.of("M x"), "q", 0, List.of(), Visit.End.COMPLETED, 0))));
    }

    @Test
    void aHeadComesBackAsItWasWritten() {
        var device = head();

        assertThat(DeviceCodec.decode(DeviceCodec.encode(device, StoreFormat.NEWEST)))
                .isEqualTo(device);
    }

    /** As heads were written when they told nothing of policies. */
    private static final String OLDER_HEAD =
            "031900083030443039452d31000541636dc3a900063030443039450100013180a8a8949567d0b4a994956701"
                    + "80a8a8949567020211000b323030313a6462383a3a310180a8a8949567036b657901d0b7a894956701037768"
                    + "7980a8a8949567010974776f20626f7865730101411130323a30303a30303a30303a30303a3031010e626172"
                    + "652d616d70657273616e640301018080f9c0c1c48203070100084465766963652e580101761901010001cf8c"
                    + "01011130323a30303a30303a30303a30303a30310340cf8c017b01030170040100065265626f6f7420260d00"
                    + "020300034d20780100065265626f6f742cde8c01000100034d20780171";

    private static Device withoutPolicies() {
        var head = head();
        var standing = head.standing();
        return head.withStanding(new Standing(
                standing.staleBefore(),
                standing.ourKey(),
                standing.resetSentAt(),
                standing.quarantine(),
                standing.duplicate(),
                standing.otherBox(),
                standing.quirks(),
                null,
                Settled.NONE));
    }

    @Test
    void aHeadOfTheFormatBeforeIsRead() {
        assertThat(DeviceCodec.decode(HexFormat.of().parseHex(OLDER_HEAD))).isEqualTo(withoutPolicies());
    }

    @Test
    void aHeadIsWrittenAsNodesOfTheVersionBeforeReadIt() {
        assertThat(DeviceCodec.encode(head(), StoreFormat.OLDEST))
                .isEqualTo(HexFormat.of().parseHex(OLDER_HEAD));
    }

    @Test
    void aHeadOfTheFormatBeforeIsOutdatedOnceTheNextIsWritten() {
        var older = DeviceCodec.encode(head(), StoreFormat.OLDEST);

        assertThat(DeviceCodec.isOutdated(older, StoreFormat.OLDEST)).isFalse();
        assertThat(DeviceCodec.isOutdated(older, StoreFormat.NEWEST)).isTrue();
        assertThat(DeviceCodec.isOutdated(DeviceCodec.encode(head(), StoreFormat.NEWEST), StoreFormat.NEWEST))
                .isFalse();
    }

    @Test
    void aHeadThatRemembersManyVisitsIsSmall() {
        var visits = new ArrayList<Visit>();
        for (int i = 0; i < Visit.KEPT; i++) {
            visits.add(new Visit(
                    T0.minusSeconds(3600L * i),
                    List.of("2 PERIODIC"),
                    "100.64.1.2",
                    0,
                    List.of(),
                    Visit.End.COMPLETED,
                    40));
        }
        var head = head();
        var visited = new Device(
                head.id(),
                head.identity(),
                head.contact(),
                head.standing(),
                head.access(),
                head.reported(),
                head.macs(),
                PackedVisits.of(visits));

        int without = DeviceCodec.encode(head, StoreFormat.NEWEST).length;

        assertThat(DeviceCodec.encode(visited, StoreFormat.NEWEST).length - without)
                .isLessThan(9 * Visit.KEPT);
    }

    @Test
    void aHeadThatNamesATextItDoesNotHoldIsDamaged() {
        assertThatThrownBy(() -> DeviceCodec.decode(new byte[] {4, 120}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("text 120");
    }

    @Test
    void aHeadOfAnotherFormatSaysAllThatAreRead() {
        assertThatThrownBy(() -> DeviceCodec.decode(new byte[] {1, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("device has format 1, this version reads 3 to 4");
    }

    @Test
    void aRecordOfAnotherFormatSaysWhichAndDamageIsNoticed() {
        var tree = ParameterTree.of(List.of(Parameter.of("A.B", "v", ParameterType.INT, T0)));
        var model = TreeSchema.of(DeviceModel.EMPTY.covering(tree.all()));
        var packed = TreeCodec.pack(tree, model);
        var newer = packed.clone();
        newer[0] = 9;

        assertThatThrownBy(() -> TreeCodec.unpack(newer, model)).hasMessageContaining("format 9");
        for (int length = 0; length < packed.length; length++) {
            var cut = java.util.Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> TreeCodec.unpack(cut, model)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whatWasLearnedOfAModelComesBackAndSoDoesWhatWasRecordedBeforeThereWereHabits() {
        var learned = ModelTraits.NONE
                .withReadBatch(16)
                .withUnreadable("Device.Bad")
                .with(ModelTraits.Habit.NEXT_LEVEL_IN_WORDS)
                .with(ModelTraits.Habit.NAMES_BY_LEVEL)
                .withMacPaths(Set.of("Device.Ethernet.Interface.1.MACAddress"));
        var old = "\u0001{\"readBatch\":16,\"rootNames\":\"ROOT_OBJECT\",\"ignoresParameterKey\":false,"
                + "\"honoursParameterKey\":true,\"unreadable\":[]}";

        assertThat(TraitsCodec.decode(TraitsCodec.encode(learned), TraitsCodec.encodeMacPaths(learned)))
                .isEqualTo(learned);
        var read = TraitsCodec.decode(old.getBytes(StandardCharsets.UTF_8), null);
        assertThat(read.honoursParameterKey()).isTrue();
        assertThat(read.habits()).isEmpty();
        assertThat(TraitsCodec.decode(null, null)).isEqualTo(ModelTraits.NONE);
    }

    /** Versions before there were paths of MAC addresses refuse records with anything else in them. */
    @Test
    void whatOlderVersionsReadOfAModelHasInItWhatTheyKnow() {
        var learned = ModelTraits.NONE.withMacPaths(Set.of("Device.Ethernet.Interface.1.MACAddress"));

        assertThat(new String(TraitsCodec.encode(learned), StandardCharsets.UTF_8))
                .isEqualTo("\u0001{\"readBatch\":256,\"rootNames\":\"EMPTY_PATH\",\"ignoresParameterKey\":false,"
                        + "\"honoursParameterKey\":false,\"unreadable\":[],\"habits\":[]}");
    }

    @Test
    void whatANewerVersionHasLearnedOfAModelIsLeftOutAndTheRestRead() {
        var newer = "\u0001{\"readBatch\":16,\"rootNames\":\"ROOT_OBJECT\",\"ignoresParameterKey\":false,"
                + "\"honoursParameterKey\":true,\"unreadable\":[],\"habits\":[\"WRITES_POEMS\",\"NAMES_BY_LEVEL\"],\"mood\":\"good\"}";
        var paths = "\u0001{\"paths\":[\"Device.A.MACAddress\"],\"since\":7}";

        assertThat(TraitsCodec.decode(newer.getBytes(StandardCharsets.UTF_8), paths.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ModelTraits.NONE
                        .withReadBatch(16)
                        .withRootNames(ModelTraits.RootNames.ROOT_OBJECT)
                        .withParameterKey(true)
                        .with(ModelTraits.Habit.NAMES_BY_LEVEL)
                        .withMacPaths(Set.of("Device.A.MACAddress")));
    }
}
