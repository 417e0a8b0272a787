package org.reactiveacs.genieacs;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A preset of GenieACS: when, for which devices, and what of them. */
record Preset(JsonNode document) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OF_FLEET = Set.of("age", "add_object");

    String name() {
        return document.path("_id").asString("");
    }

    int weight() {
        return document.path("weight").asInt(0);
    }

    JsonNode configurations() {
        return document.path("configurations");
    }

    /** Paths that it refreshes or adds instances to. */
    Set<String> fleetPaths() {
        var paths = new HashSet<String>();
        for (var configuration : configurations()) {
            if (OF_FLEET.contains(configuration.path("type").asString(""))) {
                paths.add(configuration.path("name").asString(""));
            }
        }
        return paths;
    }

    /** @throws Untranslatable if it is none */
    Term precondition() {
        var text = document.path("precondition").asString("");
        if (text.isBlank()) {
            return new Term.Literal(true);
        }
        try {
            return text.strip().startsWith("{") ? OldPrecondition.read(JSON.readTree(text)) : TermReader.read(text);
        } catch (Term.Unreadable | JacksonException e) {
            throw new Untranslatable("its precondition cannot be read: " + e.getMessage());
        }
    }
}
