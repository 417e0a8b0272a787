package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.SearchPosition;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Mono;

/** The devices of one partition in a search's order, read some at a time. For one search; not thread-safe. */
final class PartitionRange {

    private static final byte[] BEYOND = {(byte) 0xFF};

    private final RedisLink link;
    private final Keys keys;
    private final DeviceQuery query;
    private final Deque<SearchPosition> waiting = new ArrayDeque<>();

    /** Where the page before ended; null for the first. */
    private final @Nullable SearchPosition after;

    /** Those read of the last score: the next read goes on behind them, for many devices may share it. */
    private final Set<DeviceId> atLast = new HashSet<>();

    private @Nullable SearchPosition last;
    private boolean ended;

    PartitionRange(RedisLink link, int partition, DeviceQuery query, @Nullable SearchPosition after) {
        this.link = link;
        this.keys = Keys.of(partition);
        this.query = query;
        this.after = after;
        this.last = after;
    }

    /** The next device, null if none was read; then {@link #isEnded} tells whether there are more. */
    @Nullable
    SearchPosition peek() {
        return waiting.peek();
    }

    SearchPosition take() {
        return waiting.remove();
    }

    boolean isEnded() {
        return ended && waiting.isEmpty();
    }

    boolean needsMore() {
        return !ended && waiting.isEmpty();
    }

    /** Reads up to so many more. */
    Mono<Void> more(int count) {
        return query.sort() == DeviceQuery.Sort.LAST_INFORM ? byScore(count) : byName(count);
    }

    private Mono<Void> byName(int count) {
        byte[] first = last == null ? stem() : member(last);
        byte[] end = query.descending() ? stem() : joined(stem(), BEYOND);
        var from = last == null ? Range.Boundary.including(first) : Range.Boundary.excluding(first);
        var limit = Limit.from(count);
        return link.ask(commands -> query.descending()
                        ? commands.zrevrangebylex(
                                keys.index(),
                                Range.from(
                                        Range.Boundary.including(end),
                                        last == null ? Range.Boundary.including(joined(stem(), BEYOND)) : from),
                                limit)
                        : commands.zrangebylex(keys.index(), Range.from(from, Range.Boundary.including(end)), limit))
                .doOnNext(members -> {
                    ended = members.size() < count;
                    members.forEach(this::named);
                })
                .then();
    }

    private void named(byte[] member) {
        int nul = 0;
        while (member[nul] != 0) {
            nul++;
        }
        var key = Shared.text(java.util.Arrays.copyOfRange(member, 1, nul));
        var name = Shared.text(java.util.Arrays.copyOfRange(member, nul + 1, member.length));
        take(new SearchPosition(key, Keys.device(name)));
    }

    private Mono<Void> byScore(int count) {
        long score = last == null ? (query.descending() ? Long.MAX_VALUE : 0) : score(last);
        var limit = Limit.create(atLast.size(), count);
        return link.ask(commands -> query.descending()
                        ? commands.zrevrangebyscoreWithScores(keys.seen(), Range.<Number>create(0, score), limit)
                        : commands.zrangebyscoreWithScores(
                                keys.seen(),
                                Range.from(Range.Boundary.including(score), Range.Boundary.<Number>unbounded()),
                                limit))
                .doOnNext(members -> {
                    ended = members.size() < count;
                    members.forEach(member -> {
                        var key = SearchPosition.lastInformKey((long) member.getScore());
                        scored(new SearchPosition(key, Keys.device(Shared.text(member.getValue()))));
                    });
                })
                .then();
    }

    private void scored(SearchPosition position) {
        if (last == null || !last.key().equals(position.key())) {
            atLast.clear();
        }
        if (atLast.add(position.id()) && !isBefore(position)) {
            take(position);
        }
    }

    /** Whether the page before had it: then it stands at or before the cursor. */
    private boolean isBefore(SearchPosition position) {
        if (after == null) {
            return false;
        }
        int order = position.compareTo(after);
        return query.descending() ? order >= 0 : order <= 0;
    }

    private static long score(SearchPosition position) {
        return position.key().isEmpty() ? 0 : Long.parseLong(position.key(), 16);
    }

    private void take(SearchPosition position) {
        last = position;
        if (position.id().tenant().equals(query.tenant())) {
            waiting.add(position);
        }
    }

    private byte[] member(SearchPosition position) {
        return Shared.bytes(kind() + position.key() + '\0' + Keys.name(position.id()));
    }

    /** What all members of the order begin with. */
    private byte[] stem() {
        return Shared.bytes(
                query.sort() == DeviceQuery.Sort.ID ? kind() + "\0" + query.tenant() + "/" : String.valueOf(kind()));
    }

    private char kind() {
        return switch (query.sort()) {
            case ID, LAST_INFORM -> IndexEntries.ID;
            case SERIAL_NUMBER -> IndexEntries.SERIAL;
            case SOFTWARE_VERSION -> IndexEntries.SOFTWARE;
        };
    }

    private static byte[] joined(byte[] a, byte[] b) {
        var both = new ByteArrayOutputStream(a.length + b.length);
        both.writeBytes(a);
        both.writeBytes(b);
        return both.toByteArray();
    }

    static List<PartitionRange> all(RedisLink link, DeviceQuery query, @Nullable SearchPosition after) {
        return query.partitions()
                .mapToObj(partition -> new PartitionRange(link, partition, query, after))
                .toList();
    }
}
