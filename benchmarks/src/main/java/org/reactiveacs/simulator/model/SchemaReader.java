package org.reactiveacs.simulator.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.model.Parameter.Flag;

/**
 * Reads a schema from text.
 *
 * <pre>
 * Device.WiFi.Radio.{i}. ro x2 entries=RadioNumberOfEntries
 *   Channel rw unsignedInt(1:255) = 1 | 36
 * </pre>
 *
 * <p>A type is {@code string(MAXLENGTH)}, {@code unsignedInt(MIN:MAX)} and the like, {@code ip} or {@code mac}, with
 * {@code list:} before and <code>{A;B}</code> (the only values) after it. Flags beside rw and ro are those of
 * {@link Flag}. A value may hold placeholders, such as <code>{serial}</code>, that the device fills in.
 */
final class SchemaReader {
    private static final Pattern OBJECT = Pattern.compile("(\\S+?)(\\{i}\\. (rw|ro) x(\\d+)(?: entries=(\\w+))?)?");
    private static final Pattern PARAMETER = Pattern.compile(
            "  (\\w+) ([a-z,]+) (list:)?(\\w+)" + "(?:\\((-?\\d*)(:?)(-?\\d*)\\))?(?:\\{(.*?)})? =(?: (.*))?");

    private final ObjectNode root = new ObjectNode("", null);
    private ObjectNode current = root;

    private SchemaReader() {}

    static Schema ofResource(String name) {
        try (InputStream stream = SchemaReader.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Schema read(BufferedReader text) throws IOException {
        SchemaReader reader = new SchemaReader();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (line.startsWith("  ")) {
                reader.current.add(parameter(line));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                reader.object(line);
            }
        }
        return new Schema(reader.root);
    }

    private void object(String line) {
        Matcher form = matching(OBJECT, line);
        String[] names = form.group(1).split("\\.", 0);
        ObjectNode parent = root;
        for (int i = 0; i < names.length - 1; i++) {
            if (!names[i].equals("{i}")) {
                parent = child(parent, names[i], line);
            }
        }
        String name = names[names.length - 1];
        if (form.group(2) == null) {
            current = new ObjectNode(name, null);
        } else {
            boolean writable = form.group(3).equals("rw");
            current = new ObjectNode(name, new ObjectNode.Table(writable, Integer.parseInt(form.group(4))));
            if (form.group(5) != null) {
                parent.count(form.group(5), current);
            }
        }
        parent.add(current);
    }

    /** Objects without parameters of their own need no line. */
    private static ObjectNode child(ObjectNode parent, String name, String line) {
        ObjectNode child = parent.children().get(name);
        if (child != null) {
            return child;
        }
        if (line.contains(name + ".{i}.")) {
            throw new IllegalStateException("the table " + name + " must come before: " + line);
        }
        ObjectNode made = new ObjectNode(name, null);
        parent.add(made);
        return made;
    }

    private static Parameter parameter(String line) {
        Matcher form = matching(PARAMETER, line);
        boolean isRange = ":".equals(form.group(6));
        List<String> allowed =
                form.group(8) == null ? List.of() : List.of(form.group(8).split(";", -1));
        ValueRule rule = new ValueRule(
                form(form.group(4)),
                form.group(3) != null,
                isRange ? number(form.group(5)) : null,
                number(isRange ? form.group(7) : form.group(5)),
                allowed);
        String values = form.group(9) == null ? "" : form.group(9);
        return new Parameter(form.group(1), flags(form.group(2)), rule, List.of(values.split(" ?\\| ?", -1)));
    }

    private static Set<Flag> flags(String text) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String flag : text.split(",", -1)) {
            switch (flag) {
                case "rw" -> flags.add(Flag.WRITABLE);
                case "ro" -> {}
                default -> flags.add(Flag.valueOf(flag.toUpperCase(Locale.ROOT)));
            }
        }
        return flags;
    }

    private static Form form(String type) {
        return Form.valueOf(type.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
    }

    private static @Nullable BigInteger number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? null : new BigInteger(digits);
    }

    private static Matcher matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("not understood: " + line);
        }
        return matcher;
    }
}
