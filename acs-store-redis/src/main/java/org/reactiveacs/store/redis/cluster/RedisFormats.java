package org.reactiveacs.store.redis.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.Script;
import reactor.core.publisher.Mono;

/**
 * The format that the nodes on one Redis agreed on. It stands beside the members, so that one script sees both; a
 * {@linkplain RedisMembership member} hears of it with every heartbeat.
 */
public final class RedisFormats implements Formats {

    private static final Duration START = Duration.ofSeconds(10);
    private static final Script READ = Script.of(RedisFormats.class, "format.lua");
    private static final Script RAISE = Script.of(RedisFormats.class, "raise.lua");
    private static final Script RENEWED = Script.of(RedisFormats.class, "renewed.lua");

    private final RedisLink link;
    private final String stem;
    private final byte[] format;
    private volatile State state = new State(0, 0, Instant.EPOCH);

    private RedisFormats(RedisLink link, String prefix) {
        this.link = link;
        this.stem = prefix + ":{cluster}:";
        this.format = key("format");
    }

    /**
     * Reads the format of the store, and gives a new one the newest; blocks until that is done.
     *
     * @param prefix what the names of all keys begin with
     * @throws StoreException if this version does not read the store
     */
    public static RedisFormats open(RedisLink link, String prefix) {
        var formats = new RedisFormats(link, prefix);
        var read = link.runDurably(READ, List.of(formats.format), List.of(bytes(StoreFormat.NEWEST)))
                .block(START);
        formats.heard((List<?>) Objects.requireNonNull(read));
        StoreFormat.check(formats.state);
        return formats;
    }

    private static State state(List<?> fields) {
        return new State((int) number(fields, 0), (int) number(fields, 1), Instant.ofEpochMilli(number(fields, 2)));
    }

    /** What a heartbeat told of the format; nothing if Redis has lost it. */
    void heard(List<?> fields) {
        if (fields.get(0) != null) {
            state = state(fields);
        }
    }

    /** Why this node may not go on, for the operator; empty when it reads what is written. */
    Optional<String> trouble() {
        try {
            StoreFormat.check(state);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(Objects.requireNonNull(e.getMessage()));
        }
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public int written() {
        var now = state;
        if (now.written() > StoreFormat.NEWEST) {
            StoreFormat.check(now);
        }
        return now.written();
    }

    @Override
    public Mono<Raised> raise(Write write) {
        // The script puts the numbers in.
        var entry =
                new Store.AuditEntry(0, write.at(), write.actor().name(), "format raised", null, "from {from} to {to}");
        return link.runDurably(
                        RAISE,
                        List.of(format, key("members"), key("alive"), audit()),
                        List.of(
                                bytes(write.at().toEpochMilli()),
                                TaskCodec.encodeRecord(entry),
                                write.operation().getBytes(StandardCharsets.UTF_8)))
                .map(answer -> raised((List<?>) answer));
    }

    private Raised raised(List<?> answer) {
        int written = (int) number(answer, 1);
        return switch (text(answer, 0)) {
            case "raised" -> new Raised.Done(written, (int) number(answer, 2));
            case "held" ->
                new Raised.Held(
                        written,
                        ((List<?>) Objects.requireNonNull(answer.get(2)))
                                .stream()
                                        .map(name -> new String((byte[]) name, StandardCharsets.UTF_8))
                                        .sorted()
                                        .toList());
            default -> new Raised.Unsettled(new State(written, (int) number(answer, 2), state.since()));
        };
    }

    /** Notes that no record of a partition is of an older format than this. */
    public Mono<Void> renewed(int partition, int written) {
        return link.run(RENEWED, List.of(format), List.of(bytes(partition), bytes(written), bytes(Partitions.COUNT)))
                .then();
    }

    /** Where changes that are no device's are audited: a sorted set, as the partitions have. */
    public byte[] audit() {
        return key("audit");
    }

    byte[] key() {
        return format;
    }

    private byte[] key(String what) {
        return (stem + what).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(List<?> answer, int index) {
        return new String((byte[]) Objects.requireNonNull(answer.get(index)), StandardCharsets.UTF_8);
    }

    private static long number(List<?> answer, int index) {
        return Objects.requireNonNull(answer.get(index)) instanceof Long number
                ? number
                : Long.parseLong(text(answer, index));
    }
}
