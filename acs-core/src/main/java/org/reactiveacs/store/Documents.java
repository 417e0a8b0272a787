package org.reactiveacs.store;

import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Small records that belong to no device, in groups: who has one sees what any node wrote last. Each call may be repeated. Errors
 * come as {@link StoreException}.
 */
public interface Documents {

    /** One record, empty when it is not there. */
    Mono<byte[]> get(String group, String name);

    /** All of a group by name, which should be some hundreds at most. */
    Mono<Map<String, byte[]>> all(String group);

    /** Writes one, durably. */
    Mono<Void> put(String group, String name, byte[] record);

    /** Writes some; what a crash takes back of it must do no harm. */
    Mono<Void> putAll(String group, Map<String, byte[]> records);

    /** Removes one. */
    Mono<Void> remove(String group, String name);

    /** Removes all of a group. */
    Mono<Void> removeAll(String group);
}
