package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies, and says in words of JSON what is wrong with them. */
final class JsonBody {
    private JsonBody() {}

    /**
     * The object in a body.
     *
     * @throws Problem if there is none
     */
    static ObjectNode object(byte[] body) {
        JsonNode node;
        try {
            node = Json.STRICT.readTree(body);
        } catch (JacksonException e) {
            var location = e.getLocation();
            var where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            var problem =
                    new Problem(Problem.Type.MALFORMED_REQUEST, "the body is no JSON" + where + ": " + firstLine(e));
            if (location != null && location.getByteOffset() >= 0) {
                problem.with("position", location.getByteOffset());
            }
            throw problem;
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw node.isMissingNode()
                ? new Problem(Problem.Type.MALFORMED_REQUEST, "a JSON object is needed as the body")
                : Problem.body("", "the body is a JSON object, not " + nameOf(node));
    }

    static void allow(ObjectNode object, Set<String> known) {
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw unknown("/" + escaped(name), name, new TreeSet<>(known));
            }
        }
    }

    /** A property that is a text; null when it is left out or null. */
    static @Nullable String text(ObjectNode object, String name, String pointer) {
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw Problem.body(pointer + "/" + name, "'" + name + "' is a text, not " + nameOf(node));
        }
        return node.stringValue();
    }

    /** A property that is true or false; null when it is left out or null. */
    static @Nullable Boolean flag(ObjectNode object, String name) {
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isBoolean()) {
            throw Problem.body("/" + escaped(name), "'" + name + "' is true or false, not " + nameOf(node));
        }
        return node.booleanValue();
    }

    /** The problem behind what binding threw. */
    static Problem problem(JacksonException e) {
        var pointer = new StringBuilder();
        for (var step : e.getPath()) {
            pointer.append('/')
                    .append(step.getPropertyName() != null ? escaped(step.getPropertyName()) : step.getIndex());
        }
        var at = pointer.toString();
        if (e instanceof UnrecognizedPropertyException unknown) {
            var known = unknown.getKnownPropertyIds();
            return unknown(
                    at,
                    unknown.getPropertyName(),
                    known == null
                            ? List.of()
                            : known.stream().map(String::valueOf).sorted().toList());
        }
        if (e instanceof InvalidFormatException format) {
            return Problem.body(at, expected(format) + ", not '" + format.getValue() + "'");
        }
        if (e instanceof MismatchedInputException mismatch) {
            boolean ours = !firstLine(e).startsWith("Cannot ");
            return Problem.body(at, ours ? firstLine(e) : expected(mismatch));
        }
        return Problem.body(at, "cannot be understood");
    }

    private static Problem unknown(String pointer, String name, Iterable<String> known) {
        var names = String.join(", ", known);
        return Problem.body(
                pointer, "no property is called '" + name + "' here" + (names.isEmpty() ? "" : ": " + names));
    }

    private static String expected(MismatchedInputException e) {
        var type = e.getTargetType();
        if (type == null) {
            return "a value of another type is expected";
        }
        if (type == String.class) {
            return "a text is expected";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number is expected";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false is expected";
        }
        return List.class.isAssignableFrom(type) ? "a list is expected" : "an object is expected";
    }

    private static String firstLine(JacksonException e) {
        var message = String.valueOf(e.getOriginalMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String nameOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "that";
        };
    }
}
