package org.reactiveacs.api;

import org.reactiveacs.device.Visit;
import tools.jackson.databind.node.ObjectNode;

/** A visit as JSON. */
final class VisitView {
    private VisitView() {}

    static ObjectNode of(Visit visit) {
        var json = Json.object();
        json.put("at", visit.at().toString());
        json.set("events", Json.texts(visit.events()));
        json.put("peer", visit.peer());
        json.put("retryCount", visit.retryCount());
        json.set("done", Json.texts(visit.done()));
        json.put("end", Names.ofConstant(visit.end()));
        json.put("millis", visit.millis());
        return json;
    }
}
