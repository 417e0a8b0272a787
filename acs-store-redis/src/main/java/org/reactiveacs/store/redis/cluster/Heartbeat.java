package org.reactiveacs.store.redis.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.Script;
import reactor.core.publisher.Mono;

/** The scripts by which a member tells that it is alive and learns of the others, each in one round trip. */
final class Heartbeat {
    private static final Script BEAT = Script.of(Heartbeat.class, "heartbeat.lua");
    private static final Script LEAVE = Script.of(Heartbeat.class, "leave.lua");

    private final RedisLink link;
    private final List<byte[]> keys;
    private final byte[] lasts;

    /**
     * @param prefix what the names of all keys begin with
     * @param lease how long a member is thought alive, and its leases last, after a heartbeat
     */
    Heartbeat(RedisLink link, String prefix, RedisFormats formats, Duration lease) {
        this.link = link;
        this.keys = List.of(
                bytes(prefix + ":{cluster}:members"),
                bytes(prefix + ":{cluster}:alive"),
                bytes(prefix + ":{cluster}:leases"),
                bytes(prefix + ":{cluster}:tokens"),
                formats.key());
        this.lasts = bytes(Long.toString(lease.toMillis()));
    }

    /**
     * What a heartbeat told.
     *
     * @param time by the store's clock
     * @param members all that are alive, by name
     * @param holders a partition's holder's id
     * @param tokens of this member's leases, 0 for partitions that are not its
     * @param format for {@link RedisFormats#heard}
     */
    record Told(Instant time, List<Member> members, Map<Integer, String> holders, List<Long> tokens, List<?> format) {}

    Mono<Told> beat(Member self, BitSet wanted) {
        var marks = new byte[Partitions.COUNT];
        for (int partition = 0; partition < marks.length; partition++) {
            marks[partition] = (byte) (wanted.get(partition) ? '1' : '0');
        }
        return link.run(
                        BEAT,
                        keys,
                        List.of(
                                bytes(self.id()),
                                MemberText.write(self),
                                lasts,
                                marks,
                                bytes(Integer.toString(self.format()))))
                .map(Heartbeat::told);
    }

    Mono<Object> leave(Member self) {
        return link.run(LEAVE, keys.subList(0, 3), List.of(bytes(self.id())));
    }

    private static Told told(Object answer) {
        var parts = (List<?>) answer;
        var members = new ArrayList<Member>();
        var known = (List<?>) part(parts, 1);
        for (int i = 0; i < known.size(); i += 2) {
            MemberText.read(text(part(known, i)), (byte[]) part(known, i + 1)).ifPresent(members::add);
        }
        members.sort(Comparator.comparing(Member::name).thenComparing(Member::id));
        var holders = new HashMap<Integer, String>();
        var shown = (List<?>) part(parts, 2);
        for (int i = 0; i < shown.size(); i += 2) {
            holders.put(((Long) part(shown, i)).intValue(), text(part(shown, i + 1)));
        }
        var tokens = new ArrayList<Long>(java.util.Collections.nCopies(Partitions.COUNT, 0L));
        var own = (List<?>) part(parts, 3);
        for (int i = 0; i < own.size(); i += 2) {
            tokens.set(((Long) part(own, i)).intValue(), (Long) part(own, i + 1));
        }
        return new Told(
                Instant.ofEpochMilli((Long) part(parts, 0)),
                List.copyOf(members),
                Map.copyOf(holders),
                List.copyOf(tokens),
                (List<?>) part(parts, 4));
    }

    private static Object part(List<?> list, int index) {
        return Objects.requireNonNull(list.get(index));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
