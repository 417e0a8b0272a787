package org.reactiveacs.api;

import org.reactiveacs.port.WakeOutcome;
import tools.jackson.databind.node.ObjectNode;

/** What became of a connection request, as clients see it. */
final class WakeView {
    private WakeView() {}

    static ObjectNode of(WakeOutcome outcome) {
        var view = Json.object()
                .put("reached", outcome.isReached())
                .put("outcome", outcome.result().label());
        var way = outcome.way();
        if (way != null) {
            view.put("way", way.label());
        }
        if (!outcome.reason().isEmpty()) {
            view.put("reason", outcome.reason());
        }
        return view.put("millis", outcome.took().toMillis());
    }
}
