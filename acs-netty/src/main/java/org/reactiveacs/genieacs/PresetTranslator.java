package org.reactiveacs.genieacs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes policies of presets: whole and exactly, or not at all. */
final class PresetTranslator {

    private static final Pattern EVENT = Pattern.compile("\\d{1,2} .+|M .+|X .+");
    private static final int MIN_AGE_SECONDS = 60;

    private final Map<String, JsonNode> objects = new HashMap<>();
    private final Map<String, String> scripts = new HashMap<>();
    private final FleetPaths fleet;
    private final boolean enabled;
    private final PolicyReader reader = new PolicyReader(new Expressions());

    /**
     * @param objects that presets add and delete
     * @param provisions scripts
     * @param fleet what devices have at the paths that presets name
     * @param enabled whether policies are in force at once
     */
    PresetTranslator(List<JsonNode> objects, List<JsonNode> provisions, FleetPaths fleet, boolean enabled) {
        objects.forEach(object -> this.objects.put(object.path("_id").asString(""), object));
        provisions.forEach(provision -> scripts.put(
                provision.path("_id").asString(""), provision.path("script").asString("")));
        this.fleet = fleet;
        this.enabled = enabled;
    }

    /** The name of the policy that a preset becomes. */
    static String policyName(Preset preset) {
        var plain = preset.name().replaceAll("[^A-Za-z0-9._-]", "-");
        return "genieacs-" + plain.substring(0, Math.min(plain.length(), 80));
    }

    /** @throws Untranslatable if no policy says the same */
    ObjectNode translate(Preset preset) {
        if (!preset.document().path("schedule").asString("").isBlank()) {
            throw new Untranslatable(
                    "it has a schedule, which a policy's window cannot say: cron in the server's time zone");
        }
        var policy = JsonNodeFactory.instance.objectNode();
        policy.put("description", "From the preset '" + preset.name() + "' of GenieACS");
        policy.put("enabled", enabled);
        policy.put("weight", preset.weight());
        var match = JsonNodeFactory.instance.objectNode();
        var condition = new Condition();
        condition.add(preset.precondition());
        events(preset.document().path("events"), match, condition);
        condition.writeTo(policy, match);
        if (!match.isEmpty()) {
            policy.set("match", match);
        }
        if (preset.configurations().isEmpty()) {
            throw new Untranslatable("it configures nothing");
        }
        for (var configuration : preset.configurations()) {
            goal(configuration, policy);
        }
        check(policyName(preset), policy);
        return policy;
    }

    /** All that are named must be as it says: true for in the session, false for not. */
    private static void events(JsonNode events, ObjectNode match, Condition condition) {
        for (var event : events.properties()) {
            var code = event.getKey().replace('_', ' ').strip();
            boolean wanted = event.getValue().asBoolean(false);
            if (code.equals("Registered")) {
                match.put("firstContact", wanted);
            } else if (!EVENT.matcher(code).matches()) {
                throw new Untranslatable("it waits for the event '" + event.getKey() + "', which no Inform has");
            } else if (wanted && match.path("events").isMissingNode()) {
                match.putArray("events").add(code);
            } else {
                var there = Condition.quoted(code) + " in inform.events";
                condition.addExpression(wanted ? "(" + there + ")" : "!(" + there + ")");
            }
        }
    }

    private void goal(JsonNode configuration, ObjectNode policy) {
        var type = configuration.path("type").asString("");
        var name = configuration.path("name").asString("");
        switch (type) {
            case "value" -> value(name, configuration.path("value"), policy);
            case "age" -> age(name, configuration.path("age"), policy);
            case "add_tag" -> tag("add", configuration, policy);
            case "delete_tag" -> tag("remove", configuration, policy);
            case "add_object", "delete_object" -> instance(name, configuration, type.equals("add_object"), policy);
            case "provision" -> throw new Untranslatable(script(name));
            default -> throw new Untranslatable("it has a configuration of type '" + type + "'");
        }
    }

    private String script(String name) {
        var script = scripts.get(name);
        if (script == null) {
            return "it runs '" + name + "', a script of GenieACS' own or one that is not there";
        }
        var replacement = StockProvisions.replacement(script);
        return replacement != null ? replacement : "it runs the script '" + name + "'";
    }

    /** Of a device that has no such parameter nothing is wanted, as there. */
    private static void value(String path, JsonNode value, ObjectNode policy) {
        checkModel(path);
        if (policy.withObject("/values").has(path)) {
            throw new Untranslatable("it sets " + path + " twice");
        }
        policy.withObject("/values").set(path, value);
        policy.withArray("/optional").add(path);
    }

    private void age(String path, JsonNode age, ObjectNode policy) {
        checkModel(path);
        long seconds = age.isString() ? parsed(age.stringValue()) : age.asLong(0);
        if (seconds < MIN_AGE_SECONDS) {
            throw new Untranslatable("it refreshes " + path + " more often than each minute");
        }
        policy.withObject("/freshness").put(fleet.written(path), seconds + "s");
    }

    private static long parsed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void tag(String what, JsonNode configuration, ObjectNode policy) {
        policy.withObject("/tags")
                .withArray("/" + what)
                .add(TagNames.decoded(configuration.path("tag").asString("")));
    }

    private void instance(String path, JsonNode configuration, boolean present, ObjectNode policy) {
        checkModel(path);
        if (present) {
            fleet.checkTable(path);
        }
        var name = configuration.path("object").asString("");
        var object = objects.get(name);
        if (object == null) {
            throw new Untranslatable("it names the object '" + name + "', which is not there");
        }
        var keys = JsonNodeFactory.instance.objectNode();
        var values = JsonNodeFactory.instance.objectNode();
        var keyNames = object.path("_keys");
        for (var property : object.properties()) {
            if (property.getKey().startsWith("_")) {
                continue;
            }
            if (!property.getValue().isValueNode()) {
                throw new Untranslatable("the object '" + name + "' has objects in it");
            }
            boolean isKey = keyNames.isEmpty()
                    || keyNames.valueStream().anyMatch(key -> key.asString("").equals(property.getKey()));
            (isKey ? keys : values).set(property.getKey(), property.getValue());
        }
        var wanted = policy.withArray("/objects").addObject();
        wanted.put("path", path + ".");
        wanted.set("keys", keys);
        if (!present) {
            wanted.put("ensure", "absent");
        } else if (!values.isEmpty()) {
            wanted.set("values", values);
        }
    }

    private static void checkModel(String path) {
        if (path.startsWith("VirtualParameters.")) {
            throw new Untranslatable("it looks at " + path + ", whose value a script makes; an alias may do");
        }
        if (path.indexOf('[') >= 0) {
            throw new Untranslatable("it finds instances by their values: " + path + "; objects with keys may do");
        }
    }

    /** What this server would refuse is told by it, not written. */
    private void check(String name, ObjectNode policy) {
        try {
            reader.read(name, Source.read(policy.toString(), Source.Form.JSON), Aliases.NONE);
        } catch (DocumentException e) {
            throw new Untranslatable(
                    "as a policy it would be refused: " + e.problems().get(0).text());
        }
    }
}
