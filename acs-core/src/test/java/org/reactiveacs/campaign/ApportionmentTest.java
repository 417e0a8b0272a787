package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ApportionmentTest {

    @Property(tries = 200)
    void sumsAreExactAndWhatWasGivenStaysGiven(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 30) Integer> sizes) {
        int total = sizes.stream().mapToInt(Integer::intValue).sum();
        int[] before = new int[sizes.size()];
        for (int first = 0; first <= total; first++) {
            int[] given = Apportionment.of(sizes, first);

            assertThat(Arrays.stream(given).sum()).isEqualTo(first);
            for (int i = 0; i < given.length; i++) {
                assertThat(given[i]).isBetween(before[i], sizes.get(i));
            }
            before = given;
        }
    }

    @Property(tries = 200)
    void eachPartitionGivesEvenly(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 100, max = 300) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        long total = sizes.stream().mapToLong(Integer::longValue).sum();
        long first = total * percent / 100;

        int[] given = Apportionment.of(sizes, first);

        for (int i = 0; i < given.length; i++) {
            assertThat(given[i])
                    .isBetween((int) (sizes.get(i) * first / total) - 2, (int) (sizes.get(i) * first / total) + 2);
        }
    }

    @Test
    void moreThanThereAreMeansAll() {
        assertThat(Apportionment.of(List.of(3, 0, 2), 100)).containsExactly(3, 0, 2);
        assertThat(Apportionment.of(List.of(0, 0), 1)).containsExactly(0, 0);
    }
}
