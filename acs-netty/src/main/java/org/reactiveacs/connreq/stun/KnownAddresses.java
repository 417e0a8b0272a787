package org.reactiveacs.connreq.stun;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The addresses from which devices keep their NATs open to one socket, and what of it stands in the store: a device calls every half
 * minute, and is written only when something changed or a third of its lifetime has passed. Belongs to one event loop, but others may
 * ask for {@link #size}.
 */
final class KnownAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(KnownAddresses.class);
    private static final int MOST_WRITES = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final BindingStore store;
    private final Settings settings;
    private final LongSupplier nanos;
    private final long lifetimeNanos;
    private final Map<InetSocketAddress, Known> known = new LinkedHashMap<>(16, 0.75f, true);
    private volatile int size;
    private volatile int writes;

    /**
     * What it keeps to.
     *
     * @param node the name of this node
     * @param lifetime of a binding from which nothing is heard
     * @param most addresses that are known at a time
     */
    record Settings(String node, Duration lifetime, int most) {}

    /** An address; moments by {@link System#nanoTime}, null for never. */
    private static final class Known {
        private long heard;
        private @Nullable Long asked;
        private @Nullable Long proven;
        private @Nullable Long written;
        private @Nullable String name;
        private boolean isProven;
    }

    KnownAddresses(BindingStore store, Settings settings, LongSupplier nanos) {
        this.store = store;
        this.settings = settings;
        this.nanos = nanos;
        this.lifetimeNanos = settings.lifetime().toNanos();
    }

    /** Whether a device that does not prove who it is shall be asked to: once when it is new, and now and then if it did. */
    boolean isToBeAsked(InetSocketAddress from) {
        long now = nanos.getAsLong();
        Known device = known(from, now);
        if (device == null) {
            return false;
        }
        boolean isDue = device.asked == null
                || device.proven != null && isOlder(device.proven, now, 3) && isOlder(device.asked, now, 3);
        device.asked = isDue ? Long.valueOf(now) : device.asked;
        return isDue;
    }

    /**
     * Notes where a device is.
     *
     * @param name its STUN username, null if it told none that is its own
     * @param isProven whether it has proven who it is
     * @param hasChanged whether it says that its address is another one than before
     * @return false when so many are known that it is not noted
     */
    boolean note(InetSocketAddress from, @Nullable String name, boolean isProven, boolean hasChanged) {
        long now = nanos.getAsLong();
        Known device = known(from, now);
        if (device == null) {
            return false;
        }
        if (isProven) {
            device.proven = now;
        } else if (device.isProven && device.proven != null && !isOlder(device.proven, now, 1)) {
            return true; // What it has proven stands until it is due again.
        }
        String told = name == null && device.isProven == isProven && !isProven ? device.name : name;
        boolean isSame = device.isProven == isProven && Objects.equals(told, device.name);
        device.name = told;
        device.isProven = isProven;
        if (device.written == null
                || !isSame
                || isOlder(device.written, now, 3)
                || hasChanged && now - device.written > SECOND) {
            write(from, device, now);
        }
        return true;
    }

    private boolean isOlder(long moment, long now, int parts) {
        return now - moment > lifetimeNanos / parts;
    }

    private @Nullable Known known(InetSocketAddress from, long now) {
        forgetEldest(now);
        Known device = known.get(from);
        if (device == null) {
            if (known.size() >= settings.most()) {
                return null;
            }
            device = new Known();
            known.put(from, device);
        }
        size = known.size();
        device.heard = now;
        return device;
    }

    /** Two at a time, so that it never takes long and still gets them all. */
    private void forgetEldest(long now) {
        Iterator<Known> eldest = known.values().iterator();
        for (int i = 0; i < 2 && eldest.hasNext() && isOlder(eldest.next().heard, now, 1); i++) {
            eldest.remove();
        }
    }

    private void write(InetSocketAddress from, Known device, long now) {
        if (writes >= MOST_WRITES) {
            return; // The store is slow: the next request of the device writes it.
        }
        device.written = now;
        count(1);
        var binding = new Binding(
                NetUtil.toAddressString(from.getAddress()),
                from.getPort(),
                settings.node(),
                device.isProven,
                InstantSource.system().instant());
        Flux.fromIterable(keys(from, device))
                .flatMap(key -> store.keep(key, binding, settings.lifetime()))
                .doFinally(signal -> count(-1))
                .subscribe(
                        stands -> {},
                        failure -> LOG.debug(
                                "binding not kept address={} reason=\"{}\"", binding.host(), failure.getMessage()));
    }

    private synchronized void count(int more) {
        writes += more;
    }

    /** A name that nobody has proven is worth less than the address, which the device tells in its Inform, too. */
    private static List<BindingKey> keys(InetSocketAddress from, Known device) {
        BindingKey address = BindingKey.at(NetUtil.toSocketAddressString(from));
        if (device.name == null) {
            return List.of(address);
        }
        BindingKey name = BindingKey.named(device.name);
        return device.isProven ? List.of(name) : List.of(name, address);
    }

    /** How many are known. */
    int size() {
        return size;
    }
}
