package org.reactiveacs.genieacs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Devices that are sent together, as many as are a good size. */
final class DeviceBatch {

    private static final int MOST_DEVICES = 100;
    private static final int ENOUGH_BYTES = 4 << 20;
    private static final int MOST_BYTES = 15 << 20;
    private static final byte[] BEGIN = "{\"devices\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = new JsonMapper();

    private final Target target;
    private final boolean dry;
    private final ImportReport report;
    private final List<String> ids = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    DeviceBatch(Target target, boolean dry, ImportReport report) {
        this.target = target;
        this.dry = dry;
        this.report = report;
    }

    /** @param id GenieACS' own, for the report */
    void add(String id, ObjectNode device) {
        var bytes = JSON.writeValueAsBytes(device);
        if (bytes.length > MOST_BYTES) {
            report.refused(id, "it has more parameters than can be sent at once");
            return;
        }
        if (body.size() + bytes.length > ENOUGH_BYTES) {
            flush();
        }
        body.writeBytes(ids.isEmpty() ? BEGIN : new byte[] {','});
        body.writeBytes(bytes);
        ids.add(id);
        if (ids.size() == MOST_DEVICES) {
            flush();
        }
    }

    void flush() {
        if (ids.isEmpty()) {
            return;
        }
        body.writeBytes(END);
        var results = target.devices(body.toByteArray(), dry).path("results");
        for (int i = 0; i < ids.size(); i++) {
            var result = results.path(i);
            var outcome = result.path("outcome").asString("");
            if (outcome.isEmpty()) {
                throw new GenieException("the API does not say what became of " + ids.get(i));
            }
            if (outcome.equals("refused")) {
                report.refused(ids.get(i), result.path("detail").asString(""));
            } else {
                report.outcome(outcome, result.path("hasCalled").asBoolean(false));
            }
        }
        ids.clear();
        body.reset();
    }
}
