package org.reactiveacs.task;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.node.ObjectNode;

/** A step of a sequence as JSON: the specification itself, with {@code "when": {"event": "1 BOOT"}} beside its own. */
final class SequenceStepJson {
    private SequenceStepJson() {}

    static final class Writer extends ValueSerializer<TaskSpec.SequenceStep> {
        @Override
        public void serialize(TaskSpec.SequenceStep step, JsonGenerator out, SerializationContext context) {
            var node = (ObjectNode) TaskJson.jsonMapper().readTree(TaskJson.write(step.spec()));
            var event = step.whenEvent();
            if (event != null) {
                node.putObject("when").put("event", event);
            }
            context.writeTree(out, node);
        }
    }

    static final class Reader extends ValueDeserializer<TaskSpec.SequenceStep> {
        @Override
        public TaskSpec.SequenceStep deserialize(JsonParser in, DeserializationContext context) {
            if (!(context.readTree(in) instanceof ObjectNode node)) {
                return context.reportInputMismatch(this, "a step must be an object with a kind");
            }
            var event = event(node, context);
            node.remove("when");
            var spec = context.readTreeAsValue(node, TaskSpec.class);
            if (spec instanceof TaskSpec.Steps) {
                return context.reportInputMismatch(
                        this,
                        "a step of a sequence cannot be a "
                                + (spec instanceof TaskSpec.Sequence ? "sequence" : spec.kind()));
            }
            return new TaskSpec.SequenceStep(spec, event);
        }

        private @Nullable String event(ObjectNode node, DeserializationContext context) {
            var when = node.get("when");
            if (when == null || when.isNull()) {
                return null;
            }
            var event = when.get("event");
            if (event == null || !event.isString() || when.size() != 1) {
                return context.reportInputMismatch(this, "when must be {\"event\": \"1 BOOT\"} or the like");
            }
            return event.stringValue();
        }
    }
}
