package org.reactiveacs.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A campaign as it was written, and what operators ordered of it.
 *
 * @param name which it goes by
 * @param version grows with each change
 * @param id its own; one of the same name that is written after it was removed has another
 * @param at when it was written
 * @param by who wrote it
 * @param json what it says; a document that came in YAML says the same in JSON
 * @param orders the newest of operators, oldest first
 */
public record Campaign(String name, long version, String id, Instant at, String by, String json, List<Order> orders) {

    /** Orders that are kept: more than operators give between two looks. */
    static final int ORDERS_KEPT = 32;

    public Campaign {
        orders = List.copyOf(orders);
    }

    /** Whether it was ever started; then what it says stays as it is. */
    public boolean isStarted() {
        return !orders.isEmpty();
    }

    /** When it was started first; when it was written if it was not. */
    public Instant startedAt() {
        return orders.isEmpty() ? at : orders.get(0).at();
    }

    /** The number of the newest order, 0 if there is none. */
    public long newest() {
        return orders.isEmpty() ? 0 : orders.get(orders.size() - 1).number();
    }

    /** With one more order. The first is never dropped: it says when the campaign started. */
    Campaign ordered(Verb verb, String who, Instant when) {
        var more = new ArrayList<>(orders);
        more.add(new Order(newest() + 1, verb, who, when));
        if (more.size() > ORDERS_KEPT) {
            more.remove(1);
        }
        return new Campaign(name, version, id, at, by, json, more);
    }
}
