package org.reactiveacs.api;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.HandOver;
import tools.jackson.databind.node.ObjectNode;

/** How far the hand-over of a device to another ACS is, as JSON. No password is in it. */
final class HandOverView {
    private HandOverView() {}

    static ObjectNode of(HandOver handOver, @Nullable Device head) {
        boolean isHere = handOver.state() == HandOver.State.LEAVING
                && head != null
                && head.contact().last().isAfter(handOver.at());
        return Json.object()
                .put("state", handOver.state().word())
                .put("since", handOver.at().toString())
                .put("url", handOver.url())
                .put("by", handOver.by())
                .put("task", handOver.task())
                .put("formerUrl", TaskView.withoutLogin(handOver.former().url()))
                .put("reason", isHere ? "it has called here since it took the other URL" : handOver.reason())
                .put("undo", handOver.undo().isEmpty() ? null : handOver.undo());
    }
}
