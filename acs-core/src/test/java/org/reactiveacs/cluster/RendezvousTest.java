package org.reactiveacs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendezvousTest {

    private static List<Member> members(int count) {
        return IntStream.range(0, count).mapToObj(i -> member("acs-" + i)).toList();
    }

    private static Member member(String name) {
        return new Member("id of " + name, name, "1", Instant.EPOCH, 1, 0);
    }

    private static List<String> winners(List<Member> members) {
        return IntStream.range(0, Partitions.COUNT)
                .mapToObj(partition ->
                        Rendezvous.winner(partition, members).orElseThrow().name())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8})
    void membersShareEvenly(int count) {
        var members = members(count);

        for (var member : members) {
            int share = Rendezvous.of(member, members).cardinality();
            assertThat((double) share * count / Partitions.COUNT)
                    .as(member.name())
                    .isBetween(0.65, 1.4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void whenOneGoesOnlyItsPartitionsMove(int count) {
        var all = members(count);
        var before = winners(all);
        var gone = all.get(count / 2).name();
        var rest = all.stream().filter(member -> !member.name().equals(gone)).toList();

        var after = winners(rest);

        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            if (!before.get(partition).equals(gone)) {
                assertThat(after.get(partition)).isEqualTo(before.get(partition));
            }
        }
        assertThat(before).contains(gone);
        assertThat(after).doesNotContain(gone);
    }

    @Test
    void theOrderInWhichMembersAreKnownDoesNotMatter() {
        var members = new ArrayList<>(members(5));
        var before = winners(members);

        Collections.reverse(members);

        assertThat(winners(members)).isEqualTo(before);
    }

    @Test
    void everyPartitionBelongsToOneEvenIfTwoHaveOneName() {
        var twins = List.of(
                new Member("a", "acs", "1", Instant.EPOCH, 1, 0), new Member("b", "acs", "1", Instant.EPOCH, 1, 0));

        int first = Rendezvous.of(twins.get(0), twins).cardinality();
        int second = Rendezvous.of(twins.get(1), twins).cardinality();

        assertThat(first + second).isEqualTo(Partitions.COUNT);
    }

    @Test
    void withoutMembersNobodyWins() {
        assertThat(Rendezvous.winner(0, List.of())).isEqualTo(Optional.empty());
    }
}
