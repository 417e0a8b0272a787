package org.reactiveacs.store.redis.link;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** A script as the stores' are: it changes something once an operation, and tells when it was a repeat. */
final class Bump {
    static final Script SCRIPT = Script.of(Bump.class, "bump.lua");
    static final Duration LIMIT = Duration.ofSeconds(60);

    private Bump() {}

    static List<byte[]> keys(int partition) {
        return List.of(bytes(counter(partition)), bytes("acs:{" + Tags.of(partition) + "}:operations"));
    }

    static String counter(int partition) {
        return "acs:{" + Tags.of(partition) + "}:counter";
    }

    /** Runs it: the count, and whether it was a repeat. */
    static Counted run(RedisLink link, int partition, String operation) {
        return counted(link.run(SCRIPT, keys(partition), List.of(bytes(operation))));
    }

    static Counted runDurably(RedisLink link, int partition, String operation) {
        return counted(link.runDurably(SCRIPT, keys(partition), List.of(bytes(operation))));
    }

    static Counted counted(Mono<Object> answer) {
        var list = (List<?>) Objects.requireNonNull(answer.block(LIMIT));
        return new Counted((Long) list.get(0), Long.valueOf(1).equals(list.get(1)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    record Counted(long count, boolean repeated) {}
}
