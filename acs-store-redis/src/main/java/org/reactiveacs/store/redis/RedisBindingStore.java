package org.reactiveacs.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.Stamp;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Mono;

/** Bindings on Redis, each a text of its own with a life. Thread-safe. */
final class RedisBindingStore implements BindingStore {
    private static final Duration STAMPS_LIVE = Duration.ofDays(7);
    private static final String FORMAT = "1";
    private static final String PROVEN = "P";
    private static final String UNPROVEN = "U";
    private static final int PARTS = 5;

    private final RedisLink link;

    RedisBindingStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public Mono<Boolean> keep(BindingKey key, Binding binding, Duration lifetime) {
        return link.run(
                        Scripts.BIND,
                        List.of(Keys.binding(key)),
                        new Args().add(text(binding)).add(lifetime.toMillis()).list())
                .map(reply -> Answer.of(reply).number(0) == 1);
    }

    @Override
    public Mono<Binding> find(BindingKey key) {
        return link.ask(commands -> commands.get(Keys.binding(key))).map(bytes -> binding(Shared.text(bytes)));
    }

    /** The node's name comes last, for it may hold blanks. */
    private static String text(Binding binding) {
        return FORMAT
                + (binding.isProven() ? PROVEN : UNPROVEN)
                + ' '
                + binding.host()
                + ' '
                + binding.port()
                + ' '
                + binding.at().toEpochMilli()
                + ' '
                + binding.node();
    }

    private static Binding binding(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length < PARTS || !parts[0].startsWith(FORMAT)) {
            throw new StoreException("a binding is written in a format that this version does not know");
        }
        return new Binding(
                parts[1],
                Integer.parseInt(parts[2]),
                parts[4],
                parts[0].endsWith(PROVEN),
                Instant.ofEpochMilli(Long.parseLong(parts[3])));
    }

    @Override
    public Mono<Stamp> stamp(DeviceId device, Stamp least) {
        return link.run(
                        Scripts.STAMP,
                        List.of(Keys.of(device).stamp(device)),
                        new Args()
                                .add(least.ts())
                                .add(least.id())
                                .add(STAMPS_LIVE.toSeconds())
                                .list())
                .map(reply -> {
                    var answer = Answer.of(reply);
                    return new Stamp(answer.number(0), answer.number(1));
                });
    }
}
