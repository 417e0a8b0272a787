package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;

class ShareTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Provide
    Arbitrary<List<Entry>> entries() {
        return Combinators.combine(
                        Arbitraries.of(Stage.class),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.longs().between(0, 1L << 42).map(Instant::ofEpochMilli),
                        Arbitraries.of("", "1.0", "2.0-é"),
                        Arbitraries.strings().ofMaxLength(20))
                .as(Entry::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void aShareComesBackAsItWasWritten(@ForAll("entries") List<Entry> entries) {
        var share = new Share(7, entries);

        var read = ShareCodec.decode(ShareCodec.encode(share));

        assertThat(read.pass()).isEqualTo(7);
        assertThat(read.entries()).isEqualTo(entries);
    }

    @Test
    void aRosterComesBackAsItWasWritten() {
        var devices = List.of(DeviceId.of("00D09E-1"), DeviceId.of("00D09E-~2F"), DeviceId.of("00D09E-3"));

        var roster = new Roster.Builder();
        devices.forEach(roster::add);

        var read = Roster.decode(roster.build().encode());

        assertThat(read).containsExactlyElementsOf(devices);
        assertThat(read.get(1)).isEqualTo(devices.get(1));
        assertThat(Roster.decode(new Roster.Builder().build().encode())).isEmpty();
    }

    @Test
    void aRosterOfManyTakesLittleMoreThanTheirNames() {
        var roster = new Roster.Builder();
        for (int i = 0; i < 50_000; i++) {
            roster.add(DeviceId.of(String.format("00D09E-V%07d", i)));
        }

        assertThat(roster.build().heapBytes()).isLessThan(50_000 * 20);
    }

    @Test
    void aShareOfAnotherFormatIsRefused() {
        byte[] record = ShareCodec.encode(Share.of(3));
        record[0] = 99;

        assertThatThrownBy(() -> ShareCodec.decode(record)).hasMessageContaining("format 99");
    }

    @Test
    void aWaitingDeviceTakesFewBytes() {
        assertThat(ShareCodec.encode(Share.of(1000)).length).isLessThan(6100);
    }

    @Test
    void onlyTheFirstSoManyMayBegin() {
        var share = Share.of(4);
        share.set(1, Entry.WAITING.ordered(T0, "1.0"));

        assertThat(share.startable(3)).containsExactly(0, 2);
        assertThat(share.startable(0)).isEmpty();
        assertThat(share.inFlight()).containsExactly(1);
    }

    @Test
    void aRetryIsForThoseThatFailedOrNeverBegan() {
        var share = Share.of(4);
        share.set(0, share.get(0).to(Stage.FAILED, T0, "broken"));
        share.set(1, share.get(1).to(Stage.SUCCEEDED, T0, ""));
        share.set(2, share.get(2).to(Stage.SKIPPED, T0, ""));

        share.enter(1, false);

        assertThat(share.startable(10)).containsExactly(0, 3);
        assertThat(share.get(0).attempt()).isEqualTo(1);
        assertThat(share.get(3).attempt()).isZero();
        assertThat(share.tally().size()).isEqualTo(2);
        assertThat(share.tally().ended()).isZero();
    }

    @Test
    void aRollbackIsForThoseThatBegan() {
        var share = Share.of(4);
        share.set(0, share.get(0).ordered(T0, "1.0").to(Stage.FAILED, T0, "broken"));
        share.set(1, share.get(1).ordered(T0, "1.0"));
        share.set(2, share.get(2).to(Stage.SKIPPED, T0, ""));

        share.enter(1, true);
        share.enter(1, true);

        var stages = new ArrayList<Stage>();
        share.entries().forEach(entry -> stages.add(entry.stage()));
        assertThat(stages).containsExactly(Stage.TO_ROLL_BACK, Stage.TO_ROLL_BACK, Stage.SKIPPED, Stage.WAITING);
        assertThat(share.get(0).former()).isEqualTo("1.0");
        assertThat(share.startable(1)).containsExactly(0);
    }
}
