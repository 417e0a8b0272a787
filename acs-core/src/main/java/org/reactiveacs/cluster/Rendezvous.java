package org.reactiveacs.cluster;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Which node a partition belongs to, by highest random weight: every node finds the same answer from the list of members
 * alone, and when one comes or goes only the partitions that it gets or had change their node.
 */
public final class Rendezvous {

    private Rendezvous() {}

    /** The member that a partition belongs to; empty if there is none. */
    public static Optional<Member> winner(int partition, Collection<Member> members) {
        return members.stream()
                .max(Comparator.comparingLong((Member member) -> weight(partition, member.name()))
                        .thenComparing(Member::id));
    }

    /** The partitions that belong to one of the members. */
    public static BitSet of(Member member, Collection<Member> members) {
        var partitions = new BitSet(Partitions.COUNT);
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var winner = winner(partition, members);
            partitions.set(partition, winner.isPresent() && winner.get().id().equals(member.id()));
        }
        return partitions;
    }

    /** The name's checksum and the partition, mixed as SplitMix64 does: every bit of either moves half of the result's. */
    private static long weight(int partition, String name) {
        var crc = new CRC32C();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        long bits = crc.getValue() << 32 | partition;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
