package org.reactiveacs.store.redis;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Mono;

/** What is fixed when a store is created, and whose it is. Waits for its answers: for the start alone. */
final class Description {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What keys and fields there are. Layout 1 had sessions under keys of their own and no mark at devices that have open
     * tasks; it was never released, so nothing brings a store from it to this one.
     */
    private static final int LAYOUT = 2;

    private static final byte[] META = Keys.shared("meta");

    private final RedisLink link;

    Description(RedisLink link) {
        this.link = link;
    }

    /**
     * Sees to it that the store is one that this node may work on.
     *
     * @throws StoreException if it is not
     */
    void check(IdentityScheme scheme, @Nullable KeyRing keys) {
        // The layout stands here since this is what versions look at that know of no layouts: so they refuse, too.
        fix("partitions", Partitions.COUNT + " in layout " + LAYOUT);
        fix("identity", scheme.name());
        if (keys == null) {
            return;
        }
        var stored = read("key ring");
        if (stored != null && !keys.agreesWith(stored)) {
            throw new StoreException("the store belongs to key ring " + stored + ", not to " + keys.fingerprint());
        }
        await(link.ask(commands -> commands.hset(META, Shared.bytes("key ring"), Shared.bytes(keys.fingerprint()))));
    }

    private void fix(String what, String value) {
        var field = Shared.bytes(what);
        // Twice is no harm: what is not set then is as it was set the first time.
        if (!await(link.ask(commands -> commands.hsetnx(META, field, Shared.bytes(value))))) {
            var found = read(what);
            if (!value.equals(found)) {
                throw new StoreException(
                        "the store was created with " + what + " " + found + " and is opened with " + value);
            }
        }
    }

    private @Nullable String read(String what) {
        return link.ask(commands -> commands.hget(META, Shared.bytes(what)))
                .map(Shared::text)
                .block(PATIENCE);
    }

    private static <T> T await(Mono<T> read) {
        return Objects.requireNonNull(read.block(PATIENCE));
    }
}
