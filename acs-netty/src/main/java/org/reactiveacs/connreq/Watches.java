package org.reactiveacs.connreq;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Linger;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The devices that somebody waits for, on all nodes: wherever such a device calls, it is let in, and its session stays open for a while when
 * there is nothing left to do. Whether something was ordered meanwhile is a hint; the commit that ends the session looks into the store.
 * Thread-safe.
 */
public final class Watches implements Linger, AutoCloseable {
    private static final long MOST = 100_000;

    private final Duration linger;
    private final Duration wake;
    private final Membership membership;
    private final Mail mail;
    private final Cache<DeviceId, Watched> watched;
    private final Cache<DeviceId, Boolean> lingering;
    private final Disposable letters;
    private volatile long awaitedUntil;

    /**
     * @param linger how long a session stays open, zero for not at all
     * @param wake how long a device may take to call
     */
    public Watches(Duration linger, Duration wake, Membership membership, Mail mail) {
        this.linger = linger;
        this.wake = wake;
        this.awaitedUntil = System.nanoTime();
        this.membership = membership;
        this.mail = mail;
        this.watched = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(wake.plus(linger))
                .build();
        this.lingering =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(linger).build();
        this.letters = mail.letters().subscribe(this::read);
    }

    /** Somebody waits for a device. */
    void watch(DeviceId device) {
        note(device);
        tell(new Letter.DeviceWatched(device));
    }

    private void note(DeviceId device) {
        var before = watched.getIfPresent(device);
        watched.put(device, before == null ? new Watched() : before);
        awaitedUntil = System.nanoTime() + wake.toNanos();
    }

    private void tell(Letter letter) {
        if (membership.members().size() > 1) {
            mail.send(letter);
        }
    }

    private void read(Letter letter) {
        if (letter instanceof Letter.TaskAdded added) {
            var device = watched.getIfPresent(added.device());
            if (device != null) {
                device.ordered();
            }
        } else if (letter instanceof Letter.DeviceWatched watch) {
            note(watch.device());
        } else if (letter instanceof Letter.SessionLingers lingers) {
            lingering.put(lingers.device(), true);
        }
    }

    /** Whether a session of a device was open a moment ago for whatever is ordered. */
    public boolean isLingering(DeviceId device) {
        return lingering.getIfPresent(device) != null;
    }

    @Override
    public boolean isAnybodyAwaited() {
        return awaitedUntil - System.nanoTime() > 0;
    }

    @Override
    public boolean isAwaited(DeviceId device) {
        return watched.getIfPresent(device) != null;
    }

    @Override
    public void calls(DeviceId device) {
        var one = watched.getIfPresent(device);
        if (one != null) {
            one.looked();
        }
    }

    @Override
    public boolean isWanted(DeviceId device) {
        return !linger.isZero() && watched.getIfPresent(device) != null;
    }

    @Override
    public Mono<Void> stay(DeviceId device) {
        return Mono.defer(() -> {
            var one = watched.getIfPresent(device);
            if (one == null) {
                return Mono.empty();
            }
            lingering.put(device, true);
            tell(new Letter.SessionLingers(device));
            return one.next().timeout(linger, Mono.empty()).doFinally(signal -> one.left());
        });
    }

    @Override
    public void close() {
        letters.dispose();
    }

    /** A device, and whether something was ordered for it since its session looked. */
    private static final class Watched {
        private boolean isOrdered;
        private Sinks.@Nullable Empty<Void> staying;

        synchronized void looked() {
            isOrdered = false;
        }

        synchronized void ordered() {
            if (staying == null) {
                isOrdered = true;
            } else {
                staying.tryEmitEmpty(); // The session looks into the store now.
                staying = null;
            }
        }

        /** Completes when something is ordered, or was already. */
        synchronized Mono<Void> next() {
            if (isOrdered) {
                isOrdered = false;
                return Mono.empty();
            }
            Sinks.Empty<Void> next = Sinks.empty();
            staying = next;
            return next.asMono();
        }

        /** Nobody stays any more. */
        synchronized void left() {
            staying = null;
        }
    }
}
