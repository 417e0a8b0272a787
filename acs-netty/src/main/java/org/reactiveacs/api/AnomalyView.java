package org.reactiveacs.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.Acknowledgement;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.device.KnownDevice;
import tools.jackson.databind.node.ObjectNode;

/** An anomaly as JSON. */
final class AnomalyView {
    private AnomalyView() {}

    static ObjectNode of(Anomaly anomaly, Map<String, Acknowledgement> acknowledgements) {
        var device = anomaly.device();
        var json = Json.object()
                .put("id", anomaly.id())
                .put("kind", anomaly.kind().name())
                .put("device", device == null ? null : device.value())
                .put("since", anomaly.since().toString())
                .put("lastSeen", anomaly.last().toString())
                .put("count", anomaly.count())
                .put("reason", anomaly.reason());
        var note = acknowledgements.get(anomaly.id());
        if (note == null || !note.since().equals(anomaly.since())) {
            return json.putNull("acknowledged");
        }
        json.putObject("acknowledged").put("by", note.by()).put("at", note.at().toString());
        return json;
    }

    /** That a device is silent, which the store keeps with the device; null if it is not. */
    static @Nullable Anomaly silence(KnownDevice device) {
        var silence = device.silence();
        return silence == null
                ? null
                : new Anomaly(
                        AnomalyKind.SILENT,
                        device.id(),
                        silence.since(),
                        silence.lastInform(),
                        1,
                        "called last at " + silence.lastInform() + ", and is expected every " + silence.interval());
    }

    /** All that is wrong with a device. */
    static List<Anomaly> with(List<Anomaly> kept, KnownDevice device) {
        var all = new ArrayList<>(kept);
        var silence = silence(device);
        if (silence != null) {
            all.add(silence);
        }
        return all;
    }
}
