package org.reactiveacs.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.feed.EventJson;
import org.reactiveacs.feed.Told;

/** What one delivery carries, and how far each partition is once it is delivered. For one thread. */
final class Parcel {

    private final DeliverySettings.Batch most;
    private final List<String> events = new ArrayList<>();
    private final Map<Integer, Long> numbers = new HashMap<>();
    private int bytes = 2;
    private boolean isFull;

    Parcel(DeliverySettings.Batch most) {
        this.most = most;
    }

    /** How many more events there may be. */
    int room() {
        return isFull ? 0 : most.events() - events.size();
    }

    /** Takes what comes next in a partition, or nothing more if there is no room for it. */
    boolean take(Told told, boolean isWanted) {
        if (isFull) {
            return false;
        }
        if (isWanted) {
            var event = EventJson.write(told);
            int more = event.getBytes(StandardCharsets.UTF_8).length + 1;
            if (!events.isEmpty() && (events.size() == most.events() || bytes + more > most.bytes())) {
                isFull = true;
                return false;
            }
            events.add(event);
            bytes += more;
        }
        numbers.put(told.partition(), told.number());
        return true;
    }

    boolean isFull() {
        return isFull || events.size() == most.events();
    }

    int events() {
        return events.size();
    }

    /** By partition, the number that is done with. */
    Map<Integer, Long> numbers() {
        return numbers;
    }

    /** A JSON array. */
    String body() {
        return "[" + String.join(",", events) + "]";
    }
}
