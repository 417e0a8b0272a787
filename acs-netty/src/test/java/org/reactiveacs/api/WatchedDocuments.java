package org.reactiveacs.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Store;
import reactor.core.publisher.Mono;

/** The documents of a real store, with an eye on who reads and writes what, and a hand on when it is done. */
final class WatchedDocuments implements Documents {
    private final Documents documents;

    /** Groups that were written to, in order. */
    final Queue<String> writes = new ConcurrentLinkedQueue<>();

    /** Groups that were removed, once they were. */
    final Queue<String> removed = new ConcurrentLinkedQueue<>();

    final AtomicLong reads = new AtomicLong();

    volatile Mono<Void> beforeReads = Mono.empty();
    volatile Function<String, Mono<Void>> beforeWrites = group -> Mono.empty();

    WatchedDocuments(Store store) {
        this.documents = store.documents();
    }

    /** A store that is another one in all but its documents. */
    Store in(Store store) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("documents")) {
                        return this;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Mono<byte[]> get(String group, String name) {
        return Mono.defer(() -> beforeReads).then(Mono.defer(() -> {
            reads.incrementAndGet();
            return documents.get(group, name);
        }));
    }

    @Override
    public Mono<Map<String, byte[]>> all(String group) {
        return Mono.defer(() -> {
            reads.incrementAndGet();
            return documents.all(group);
        });
    }

    private Mono<Void> write(String group, Mono<Void> writing) {
        return Mono.defer(() -> {
            writes.add(group);
            return beforeWrites.apply(group).then(writing);
        });
    }

    @Override
    public Mono<Void> put(String group, String name, byte[] record) {
        return write(group, documents.put(group, name, record));
    }

    @Override
    public Mono<Void> putAll(String group, Map<String, byte[]> records) {
        return write(group, documents.putAll(group, records));
    }

    @Override
    public Mono<Void> remove(String group, String name) {
        return documents.remove(group, name);
    }

    @Override
    public Mono<Void> removeAll(String group) {
        return documents.removeAll(group).doOnSuccess(gone -> removed.add(group));
    }
}
