package org.reactiveacs.api;

import java.util.Map;
import java.util.Set;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Report;
import tools.jackson.databind.node.ObjectNode;

/** A subscription, and how it goes. */
final class SubscriptionView {
    private SubscriptionView() {}

    /**
     * The view.
     *
     * @param reports by the names of nodes
     * @param living the names of the nodes that there are
     * @param cursors how far partitions are that were begun
     * @param newest of each partition
     */
    static ObjectNode of(
            EventSubscription subscription,
            Map<String, Report> reports,
            Set<String> living,
            Map<Integer, Long> cursors,
            Map<Integer, Long> newest) {
        var terms = subscription.terms();
        var view = Json.object()
                .put("id", subscription.id())
                .put("name", terms.name())
                .put("url", terms.url());
        view.set(
                "events",
                Json.texts(terms.types().stream().map(Enum::name).sorted().toList()));
        view.put("filter", terms.filter())
                .put("secret", terms.secret().isEmpty() ? "" : Secrets.MASK)
                .put("enabled", terms.enabled())
                .put("revision", subscription.version())
                .put("at", Json.text(subscription.at()))
                .put("by", subscription.by());
        var report = reports.entrySet().stream()
                .map(one -> living.contains(one.getKey())
                        ? one.getValue()
                        : one.getValue().past())
                .reduce(Report.NONE, Report::and);
        view.putObject("state")
                .put("delivered", report.delivered())
                .put("deadLettered", report.deadLettered())
                .put("lag", lag(subscription, cursors, newest))
                .put("failingSince", Json.text(report.failingSince()))
                .put("error", report.error())
                .put("deliveredAt", Json.text(report.deliveredAt()));
        return view;
    }

    /** Numbers may be left out, but no more can be delivered than are kept. */
    private static long lag(EventSubscription subscription, Map<Integer, Long> cursors, Map<Integer, Long> newest) {
        return newest.entrySet().stream()
                .mapToLong(partition -> partition.getValue()
                        - cursors.getOrDefault(
                                partition.getKey(), subscription.start().in(partition.getKey())))
                .map(lag -> Math.max(0, Math.min(lag, Outbox.KEPT)))
                .sum();
    }
}
