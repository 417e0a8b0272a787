package org.reactiveacs.policy.document;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one object of a document. What is not of the form that is asked for is noted as a problem, and reading goes on, so that
 * the writer is told of all mistakes at once.
 */
public final class Fields {

    private final Source source;
    private final List<DocumentProblem> problems;
    private final String pointer;
    private final JsonNode object;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * The fields of a whole document.
     *
     * @param problems takes what is wrong
     */
    public static Fields of(Source source, List<DocumentProblem> problems) {
        return new Fields(source, problems, "", source.root());
    }

    Fields(Source source, List<DocumentProblem> problems, String pointer, JsonNode object) {
        this.source = source;
        this.problems = problems;
        this.pointer = pointer;
        this.object = object;
        if (!object.isObject()) {
            problem("", "an object is expected, not " + kind(object));
        }
    }

    /** What a node is, in a word. */
    public static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    static String token(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    String pointer() {
        return pointer;
    }

    /** Notes a mistake. */
    public void problem(String below, String text) {
        problems.add(source.problem(pointer + below, text));
    }

    /** Notes the fields that nobody asked for. */
    public void noOthers() {
        for (var entry : object.properties()) {
            if (!known.contains(entry.getKey())) {
                problem(
                        token(entry.getKey()),
                        "'" + entry.getKey() + "' means nothing here; what does is " + String.join(", ", known));
            }
        }
    }

    /** The field, null when it is left out or null. */
    @Nullable
    public JsonNode node(String name) {
        known.add(name);
        var node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A text, null when it is left out or no text. */
    @Nullable
    public String text(String name) {
        var node = node(name);
        if (node == null || node.isString()) {
            return node == null ? null : node.stringValue();
        }
        problem(token(name), "a text is expected, not " + kind(node));
        return null;
    }

    /** A text. */
    public String text(String name, String otherwise) {
        var text = text(name);
        return text == null ? otherwise : text;
    }

    /** A whole number. */
    public long number(String name, long otherwise, long least, long most) {
        var node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            problem(token(name), "a whole number of " + least + " to " + most + " is expected, not " + node);
            return otherwise;
        }
        return node.longValue();
    }

    /** True or false, null when it is left out or neither. */
    @Nullable
    public Boolean truth(String name) {
        var node = node(name);
        if (node == null || node.isBoolean()) {
            return node == null ? null : node.booleanValue();
        }
        problem(token(name), "true or false is expected, not " + node);
        return null;
    }

    /** A text in a form of its own, null when it is left out or not of that form. */
    public <T> @Nullable T parsed(String name, Function<String, T> parser) {
        var text = text(name);
        return text == null ? null : parsed(token(name), text, parser);
    }

    private <T> @Nullable T parsed(String below, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problem(below, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** One text or a list of them. */
    public <T> List<T> list(String name, Function<String, T> parser) {
        var node = node(name);
        var parsed = new ArrayList<T>();
        if (node == null) {
            return parsed;
        }
        var items = node.isArray() ? List.copyOf(node.values()) : List.of(node);
        for (int i = 0; i < items.size(); i++) {
            var at = token(name) + (node.isArray() ? "/" + i : "");
            var item = items.get(i);
            if (!item.isString() || item.stringValue().isBlank()) {
                problem(at, "a text is expected, not " + (item.isString() ? "an empty one" : kind(item)));
                continue;
            }
            var one = parsed(at, item.stringValue(), parser);
            if (one != null) {
                parsed.add(one);
            }
        }
        return parsed;
    }

    /** A list of objects. */
    public <T> List<T> objects(String name, Function<Fields, @Nullable T> reader) {
        var node = node(name);
        var read = new ArrayList<T>();
        if (node == null) {
            return read;
        }
        if (!node.isArray()) {
            problem(token(name), "a list is expected, not " + kind(node));
            return read;
        }
        int i = 0;
        for (var item : node.values()) {
            var one = reader.apply(new Fields(source, problems, pointer + token(name) + "/" + i, item));
            if (one != null) {
                read.add(one);
            }
            i++;
        }
        return read;
    }

    /** An object of names and values. */
    <T> Map<String, T> map(String name, BiFunction<String, JsonNode, @Nullable T> reader) {
        var node = node(name);
        var read = new LinkedHashMap<String, T>();
        if (node == null) {
            return read;
        }
        if (!node.isObject()) {
            problem(token(name), "an object is expected, not " + kind(node));
            return read;
        }
        for (var entry : node.properties()) {
            var one = reader.apply(token(name) + token(entry.getKey()), entry.getValue());
            if (one != null) {
                read.put(entry.getKey(), one);
            }
        }
        return read;
    }

    /** The object in a field, null when it is left out. */
    @Nullable
    public Fields below(String name) {
        var node = node(name);
        return node == null ? null : new Fields(source, problems, pointer + token(name), node);
    }

    Fields at(String below, JsonNode node) {
        return new Fields(source, problems, pointer + below, node);
    }

    /** A span of time as {@code 90s}, {@code 15m}, {@code 24h}, {@code 7d} or {@code PT15M}. */
    public static Duration duration(String text) {
        try {
            var plain = text.strip().toUpperCase(Locale.ROOT);
            return plain.startsWith("P")
                    ? Duration.parse(plain)
                    : Duration.parse(plain.endsWith("D") ? "P" + plain : "PT" + plain);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no span of time such as 90s, 15m, 24h or 7d", e);
        }
    }
}
