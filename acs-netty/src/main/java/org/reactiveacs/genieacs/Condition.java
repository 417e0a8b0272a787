package org.reactiveacs.genieacs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A precondition in words of our policies: tags as {@code match}, the rest in CEL. Nothing is said approximately: where GenieACS and CEL could come to
 * another answer for some device, it is {@link Untranslatable}.
 */
final class Condition {

    private static final Map<String, String> IDENTITY = Map.of(
            "DeviceID.OUI", "device.oui",
            "DeviceID.ProductClass", "device.productClass",
            "DeviceID.SerialNumber", "device.serialNumber",
            "DeviceID.Manufacturer", "device.manufacturer");

    /** Texts by TR-098 and TR-181, whatever they look like. */
    private static final Pattern TEXTS = Pattern.compile("(Device|InternetGatewayDevice)\\.DeviceInfo\\."
            + "(Manufacturer|ManufacturerOUI|ModelName|Description|ProductClass|SerialNumber|HardwareVersion|SoftwareVersion"
            + "|ModemFirmwareVersion|SpecVersion|ProvisioningCode)");

    private static final Pattern LIKE_A_NUMBER = Pattern.compile("(?i)[-+.]?\\d.*|true|false|");
    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> tags = new TreeSet<>();
    private final Set<String> withoutTags = new TreeSet<>();
    private final List<String> expressions = new ArrayList<>();

    /** Adds what must hold, too. */
    void add(Term term) {
        if (term instanceof Term.Binary binary && binary.operator().equals("AND")) {
            add(binary.left());
            add(binary.right());
        } else if (term instanceof Term.Unary unary
                && unary.operand() instanceof Term.Parameter parameter
                && isTag(parameter)
                && !unary.operator().equals("NOT")) {
            (unary.operator().equals("IS NULL") ? withoutTags : tags).add(tag(parameter));
        } else if (!(term instanceof Term.Literal literal && Boolean.TRUE.equals(literal.value()))) {
            expressions.add(truth(term));
        }
    }

    /** Adds an expression in CEL. */
    void addExpression(String cel) {
        expressions.add(cel);
    }

    void writeTo(ObjectNode policy, ObjectNode match) {
        if (!tags.isEmpty()) {
            var array = match.putArray("tags");
            tags.forEach(array::add);
        }
        if (!withoutTags.isEmpty()) {
            var array = match.putArray("withoutTags");
            withoutTags.forEach(array::add);
        }
        if (!expressions.isEmpty()) {
            policy.put("when", String.join(" && ", expressions));
        }
    }

    private static boolean isTag(Term.Parameter parameter) {
        return parameter.path().startsWith("Tags.");
    }

    private static String tag(Term.Parameter parameter) {
        return TagNames.decoded(parameter.path().substring("Tags.".length()));
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String truth(Term term) {
        if (term instanceof Term.Binary binary) {
            if (isOtherOrNone(binary)) {
                return comparison((Term.Binary) binary.left());
            }
            return switch (binary.operator()) {
                case "AND" -> "(" + truth(binary.left()) + " && " + truth(binary.right()) + ")";
                case "OR" -> "(" + truth(binary.left()) + " || " + truth(binary.right()) + ")";
                default -> comparison(binary);
            };
        }
        if (term instanceof Term.Unary unary) {
            if (unary.operator().equals("NOT")) {
                if (mayBeNull(unary.operand())) {
                    throw new Untranslatable(
                            "its precondition negates (NOT) what is neither true nor false at a device without the parameter");
                }
                return "!(" + truth(unary.operand()) + ")";
            }
            return presence(unary);
        }
        if (term instanceof Term.Literal literal && literal.value() instanceof Boolean truth) {
            return truth.toString();
        }
        throw new Untranslatable("its precondition takes " + describe(term) + " for true or false");
    }

    /** What an older {@code $ne} became. A device without the part of its identity has another one, here as there. */
    private static boolean isOtherOrNone(Term.Binary or) {
        return or.operator().equals("OR")
                && or.left() instanceof Term.Binary other
                && other.operator().equals("<>")
                && other.left() instanceof Term.Parameter parameter
                && IDENTITY.containsKey(parameter.path())
                && or.right().equals(new Term.Unary("IS NULL", parameter));
    }

    private static String presence(Term.Unary unary) {
        if (!(unary.operand() instanceof Term.Parameter parameter)) {
            throw new Untranslatable("its precondition asks whether " + describe(unary.operand()) + " is null");
        }
        String there;
        if (isTag(parameter)) {
            there = quoted(tag(parameter)) + " in tags";
        } else if (isOfModel(parameter.path())) {
            there = quoted(parameter.path()) + " in params";
        } else {
            throw new Untranslatable("its precondition asks whether " + parameter.path() + " is null");
        }
        return unary.operator().equals("IS NULL") ? "!(" + there + ")" : "(" + there + ")";
    }

    private static String comparison(Term.Binary binary) {
        if (!(binary.left() instanceof Term.Parameter parameter) || !(binary.right() instanceof Term.Literal literal)) {
            throw new Untranslatable("its precondition compares " + describe(binary.left()) + " with "
                    + describe(binary.right()) + ", not a parameter with a literal");
        }
        if (isTag(parameter)) {
            if (binary.operator().equals("=") && Boolean.TRUE.equals(literal.value())) {
                return "(" + quoted(tag(parameter)) + " in tags)";
            }
            throw new Untranslatable("its precondition compares a tag, " + parameter.path());
        }
        if (!(literal.value() instanceof String text)) {
            throw new Untranslatable("its precondition compares " + parameter.path()
                    + " with what is no text, and the types of values that GenieACS has are not those of texts here");
        }
        var known = IDENTITY.get(parameter.path());
        if (known != null) {
            return "(" + compared(known, binary.operator(), text) + ")";
        }
        if (!isOfModel(parameter.path())) {
            throw new Untranslatable("its precondition looks at " + parameter.path() + ", which no device has here");
        }
        boolean isText = TEXTS.matcher(parameter.path()).matches();
        if (!isText && (LIKE_A_NUMBER.matcher(text).matches() || !isEquality(binary.operator()))) {
            throw new Untranslatable("its precondition compares " + parameter.path() + " with '" + text
                    + "', and whether that is a number depends on the type that each device tells");
        }
        var path = quoted(parameter.path());
        return "(" + path + " in params && " + compared("params[" + path + "]", binary.operator(), text) + ")";
    }

    private static boolean isEquality(String operator) {
        return operator.equals("=") || operator.equals("<>");
    }

    private static String compared(String what, String operator, String text) {
        return switch (operator) {
            case "=" -> what + " == " + quoted(text);
            case "<>" -> what + " != " + quoted(text);
            case "LIKE" -> what + ".matches(" + quoted(pattern(text)) + ")";
            case "NOT LIKE" -> "!" + what + ".matches(" + quoted(pattern(text)) + ")";
            case "<", ">", "<=", ">=" -> {
                if (!text.chars().allMatch(c -> c < 128)) {
                    throw new Untranslatable("its precondition orders letters beyond ASCII");
                }
                yield what + " " + operator + " " + quoted(text);
            }
            default -> throw new Untranslatable("its precondition computes with " + operator);
        };
    }

    /** LIKE as a regular expression of RE2. */
    private static String pattern(String like) {
        var pattern = new StringBuilder("^");
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            switch (c) {
                case '%' -> pattern.append(".*");
                case '_' -> pattern.append('.');
                case '\\' -> throw new Untranslatable("its precondition has a backslash in LIKE");
                default -> {
                    if (c < 128 && !Character.isLetterOrDigit(c) && c != ' ') {
                        pattern.append('\\');
                    }
                    pattern.append(c);
                }
            }
        }
        return pattern.append('$').toString();
    }

    private static boolean isOfModel(String path) {
        return (path.startsWith("Device.") || path.startsWith("InternetGatewayDevice.")) && path.indexOf('*') < 0;
    }

    /** Whether GenieACS may come to null, which is neither true nor false under NOT. */
    private static boolean mayBeNull(Term term) {
        if (term instanceof Term.Binary binary
                && !binary.operator().equals("AND")
                && !binary.operator().equals("OR")) {
            return !(binary.left() instanceof Term.Parameter parameter && IDENTITY.containsKey(parameter.path()));
        }
        if (term instanceof Term.Binary binary) {
            return mayBeNull(binary.left()) || mayBeNull(binary.right());
        }
        return term instanceof Term.Unary unary && unary.operator().equals("NOT") && mayBeNull(unary.operand());
    }

    private static String describe(Term term) {
        if (term instanceof Term.Parameter parameter) {
            return parameter.path();
        }
        if (term instanceof Term.Call call) {
            return call.name() + "()";
        }
        if (term instanceof Term.Literal literal) {
            return String.valueOf(literal.value());
        }
        return term instanceof Term.Choice ? "CASE" : "an expression";
    }
}
