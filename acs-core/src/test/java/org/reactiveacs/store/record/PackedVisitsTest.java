package org.reactiveacs.store.record;

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
import org.reactiveacs.device.Visit;
import org.reactiveacs.device.Visits;

/** Beside a plain list that does the same, whatever comes in whatever order. */
class PackedVisitsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Property(tries = 300)
    void whatIsPushedAndReplacedIsWhatAListWouldHold(@ForAll("changes") List<Step> steps) {
        Visits packed = PackedVisits.NONE;
        List<Visit> expected = new ArrayList<>();
        for (var step : steps) {
            if (step.index() < 0 || step.index() >= expected.size()) {
                packed = packed.push(step.visit());
                expected.add(0, step.visit());
                if (expected.size() > Visit.KEPT) {
                    expected.remove(Visit.KEPT);
                }
            } else {
                packed = packed.with(step.index(), step.visit());
                expected.set(step.index(), step.visit());
            }
            packed = throughBytes(packed);
            assertThat(packed).isEqualTo(expected);
        }
        assertThat(PackedVisits.of(expected)).isEqualTo(packed);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(packed.get(i)).isEqualTo(expected.get(i));
        }
    }

    /** @param index of the visit that is replaced; beyond those that there are, it is a new one */
    record Step(int index, Visit visit) {}

    @Provide
    Arbitrary<List<Step>> changes() {
        var events = Arbitraries.of("2 PERIODIC", "4 VALUE CHANGE", "1 BOOT", "X VENDOR \u00e9");
        var done = Arbitraries.of("GetParameterValues 12", "Reboot");
        var visits = Combinators.combine(
                        Arbitraries.longs().between(-10, 10_000_000),
                        events.list().ofMinSize(0).ofMaxSize(2),
                        Arbitraries.of("192.0.2.1", "2001:db8::1"),
                        Arbitraries.of(0, 1, 300),
                        done.list().ofMaxSize(2),
                        Arbitraries.of(Visit.End.class),
                        Arbitraries.longs().between(0, 100_000))
                .as((at, codes, peer, retries, what, end, millis) ->
                        new Visit(T0.plusMillis(at), codes, peer, retries, what, end, millis));
        // Most are pushed, and most of the others replace the newest.
        return Combinators.combine(Arbitraries.of(-1, -1, -1, 0, 0, 1, 5), visits)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    private static PackedVisits throughBytes(Visits visits) {
        var out = new RecordOutput();
        PackedVisits.of(visits).write(T0, out);
        return PackedVisits.read(T0, new RecordInput(out.toBytes()));
    }

    @Test
    void aVisitThatIsNotThereIsNotReplaced() {
        var visits =
                PackedVisits.NONE.push(new Visit(T0, List.of(), "192.0.2.1", 0, List.of(), Visit.End.UNDER_WAY, 0));

        assertThatThrownBy(() -> visits.with(1, visits.get(0))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> visits.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
