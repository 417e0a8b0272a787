package org.reactiveacs.store.embedded;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.Stamp;
import reactor.core.publisher.Mono;

/** Bindings in the heap: after a restart devices tell them again, within minutes. Thread-safe. */
final class HeapBindings implements BindingStore {
    private static final int MOST = 1_000_000;

    private final Map<BindingKey, Kept> bindings = newestOf();
    private final Map<DeviceId, Stamp> stamps = newestOf();

    /** Until when, by {@link System#nanoTime}. */
    private record Kept(Binding binding, long endNanos) {
        boolean lives() {
            return endNanos - System.nanoTime() > 0;
        }
    }

    private static <K, V> Map<K, V> newestOf() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST || eldest.getValue() instanceof Kept kept && !kept.lives();
            }
        };
    }

    @Override
    public Mono<Boolean> keep(BindingKey key, Binding binding, Duration lifetime) {
        return Mono.fromSupplier(() -> keepNow(key, new Kept(binding, System.nanoTime() + lifetime.toNanos())));
    }

    private synchronized boolean keepNow(BindingKey key, Kept kept) {
        Binding before = living(key);
        if (before != null && before.isProven() && !kept.binding().isProven()) {
            return false;
        }
        bindings.remove(key); // so that it is the newest now
        bindings.put(key, kept);
        return true;
    }

    @Override
    public Mono<Binding> find(BindingKey key) {
        return Mono.fromSupplier(() -> living(key));
    }

    private synchronized @Nullable Binding living(BindingKey key) {
        Kept kept = bindings.get(key);
        return kept != null && kept.lives() ? kept.binding() : null;
    }

    @Override
    public Mono<Stamp> stamp(DeviceId device, Stamp least) {
        return Mono.fromSupplier(() -> take(device, least));
    }

    private synchronized Stamp take(DeviceId device, Stamp least) {
        Stamp before = stamps.remove(device);
        Stamp taken = before == null ? least : before.next(least);
        stamps.put(device, taken);
        return taken;
    }
}
