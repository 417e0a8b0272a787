package org.reactiveacs.store.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.PathNames;

/**
 * Reads filters such as {@code productClass = "HG 8245" and (software < 2.10 or tag = pilot)}. The grammar stands in
 * docs/filters.md; {@code not} binds more tightly than {@code and}, {@code and} more than {@code or}.
 */
public final class FilterParser {

    /** The longest text that is read. */
    public static final int MAX_CHARS = 8192;

    /** How deep parentheses and {@code not} may nest. */
    public static final int MAX_DEPTH = 50;

    /** What names of variables stand behind. */
    static final String VARIABLE = "variable.";

    private static final String FIELDS = Arrays.stream(DeviceFilter.Field.values())
            .map(DeviceFilter.Field::word)
            .collect(Collectors.joining(", "));

    private final FilterText text;
    private final Instant now;
    private final PathNames names;
    private int depth;

    private FilterParser(FilterText text, Instant now, PathNames names) {
        this.text = text;
        this.now = now;
        this.names = names;
    }

    /** The filter that a text without names of parameters spells out, as {@link #parse(String, Instant, PathNames)} reads it. */
    public static DeviceFilter parse(String text, Instant now) {
        return parse(text, now, PathNames.NONE);
    }

    /**
     * The filter that a text spells out; an empty or blank one means every device.
     *
     * @param now what {@code now} means in it
     * @param names what may stand in the place of a path; {@link PathNames#NONE} to take all as paths
     * @throws FilterSyntaxException if it is none, or has a name that nobody knows
     */
    public static DeviceFilter parse(String text, Instant now, PathNames names) {
        if (text.length() > MAX_CHARS) {
            throw new FilterSyntaxException("a filter has at most " + MAX_CHARS + " characters", text, MAX_CHARS);
        }
        var parser = new FilterParser(new FilterText(text), now, names);
        if (parser.text.isAtEnd()) {
            return new DeviceFilter.All();
        }
        var filter = parser.or();
        if (!parser.text.isAtEnd()) {
            throw parser.wrongHere("'and', 'or' or the end expected");
        }
        return filter;
    }

    private DeviceFilter or() {
        return joined("or", this::and, DeviceFilter.Or::new);
    }

    private DeviceFilter and() {
        return joined("and", this::not, DeviceFilter.And::new);
    }

    private DeviceFilter joined(
            String word, Supplier<DeviceFilter> term, Function<List<DeviceFilter>, DeviceFilter> join) {
        var terms = new ArrayList<DeviceFilter>();
        terms.add(term.get());
        while (text.takeWord(word)) {
            terms.add(term.get());
        }
        return terms.size() == 1 ? terms.get(0) : join.apply(terms);
    }

    private DeviceFilter not() {
        int start = text.position();
        if (++depth > MAX_DEPTH) {
            throw text.wrong("nested too deeply: at most " + MAX_DEPTH + " levels", start);
        }
        var filter = text.takeWord("not") ? new DeviceFilter.Not(not()) : primary(start);
        depth--;
        return filter;
    }

    private DeviceFilter primary(int start) {
        if (!text.take("(")) {
            return comparison(start);
        }
        var inner = or();
        if (!text.take(")")) {
            throw wrongHere("')' expected, for the '(' at " + start);
        }
        return inner;
    }

    private DeviceFilter comparison(int start) {
        var path = text.quoted();
        var name = path != null ? path : text.operand();
        if (name == null) {
            throw wrongHere("a field or a parameter's path expected");
        }
        var field = path == null ? field(name) : null;
        boolean timed = path == null && name.equalsIgnoreCase("lastInform");
        boolean tag = path == null && name.equalsIgnoreCase("tag");
        boolean silent = path == null && name.equalsIgnoreCase("silent");
        boolean variable = path == null && name.startsWith(VARIABLE) && name.length() > VARIABLE.length();
        if (field == null && !timed && !tag && !silent && !variable) {
            checkPath(name, start);
        }
        int at = text.position();
        var operator = operator(name);
        if (!timed && operator.isTemporal()) {
            throw text.wrong("'" + name + "' is no time: 'before' and 'after' are for lastInform", at);
        }
        int valueAt = text.position();
        var comparisons = new Comparisons(text, now, at, valueAt);
        var value = value(operator);
        if (timed) {
            return comparisons.time(operator, value);
        }
        if (tag) {
            return comparisons.tag(operator, value);
        }
        if (silent) {
            return comparisons.silent(operator, value);
        }
        if (variable) {
            return comparisons.variable(name.substring(VARIABLE.length()), operator, value);
        }
        return field != null
                ? comparisons.field(field, operator, value)
                : comparisons.parameter(name, isAlias(name) ? names : PathNames.NONE, operator, value);
    }

    private static DeviceFilter.@Nullable Field field(String name) {
        var word = switch (name.toLowerCase(Locale.ROOT)) {
            case "serialnumber" -> "serial";
            case "softwareversion" -> "software";
            case "hardwareversion" -> "hardware";
            default -> name;
        };
        for (var field : DeviceFilter.Field.values()) {
            if (field.word().equalsIgnoreCase(word)) {
                return field;
            }
        }
        return null;
    }

    private boolean isAlias(String name) {
        return names != PathNames.NONE && PathNames.isName(name);
    }

    private void checkPath(String path, int start) {
        if (path.indexOf('.') < 0) {
            throw text.wrong(
                    "no field is called '" + path + "': " + FIELDS
                            + ", tag, lastInform, silent, variable.NAME, a parameter's path with its dots, or an alias",
                    start);
        }
        if (path.endsWith(".")) {
            throw text.wrong("'" + path + "' is an object, which has no value to compare", start);
        }
        if (isAlias(path) && !names.knows(path)) {
            throw text.wrong(PathNames.unknown(path), start);
        }
    }

    private Operator operator(String name) {
        for (var operator : Operator.values()) {
            if (operator.isWord() ? text.takeWord(operator.sign()) : text.take(operator.sign())) {
                return operator;
            }
        }
        throw wrongHere("=, !=, ~, <, <=, > or >= expected after '" + name + "'");
    }

    private String value(Operator operator) {
        var quoted = text.quoted();
        var value = quoted != null ? quoted : text.value();
        if (value == null) {
            throw wrongHere(
                    "a value expected after '" + operator.sign() + "'; one with blanks or parentheses in quotes");
        }
        return value;
    }

    private FilterSyntaxException wrongHere(String problem) {
        return text.wrong(problem, text.position());
    }
}
