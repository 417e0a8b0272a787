package org.reactiveacs.policy.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.Goals;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.PolicyMatch;
import org.reactiveacs.policy.PolicyTask;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.VersionRange;
import org.reactiveacs.policy.WantedFirmware;
import org.reactiveacs.policy.WantedObject;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.policy.hook.HookWants;
import org.reactiveacs.task.DailyWindow;
import org.reactiveacs.task.PathForm;
import org.reactiveacs.task.TaskJson;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskValidation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Policies as they are written: JSON or YAML, as {@code policy.schema.json} describes. Tells all mistakes at once. */
public final class PolicyReader {

    /** What a name may be, so that it can stand in a path of the API. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final int MAX_WEIGHT = 1_000_000;

    /** As long as an attribute of TR-069 A6 §A.3.2.4 goes. */
    private static final int MAX_NOTIFICATION = 6;

    private static final Pattern ALIASES = Pattern.compile("(?:[^.\\[\\]]+\\.|\\[[^\\[\\]]+\\]\\.)+[^.\\[\\]]*");

    private static final Pattern ALIAS_LAST = Pattern.compile("(.*\\.)\\[([^\\]]+)\\]\\.");

    private static final int MAX_TAG_CHARS = 64;

    /** Each makes every Inform longer. */
    private static final int MAX_INFORMED = 32;

    private final Expressions expressions;

    public PolicyReader(Expressions expressions) {
        this.expressions = expressions;
    }

    /** Whether a text may be a policy's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Reads a policy.
     *
     * @param name which it goes by; one in the document must be the same
     * @param aliases names that it may use in the place of paths
     * @throws DocumentException with all that is wrong
     */
    public Policy read(String name, Source source, Aliases aliases) {
        var problems = new ArrayList<DocumentProblem>();
        var policy = new Reading(problems, aliases).policy(name, new Fields(source, problems, "", source.root()));
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return policy;
    }

    /**
     * Reads what a hook answered: values, tags and what is optional, as in a policy, but without expressions.
     *
     * @param aliases names that it may use in the place of paths
     * @throws DocumentException with all that is wrong
     */
    public HookWants hookAnswer(Source source, Aliases aliases) {
        var problems = new ArrayList<DocumentProblem>();
        var wants = new Reading(problems, aliases).hookWants(new Fields(source, problems, "", source.root()));
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return wants;
    }

    /** One document being read. */
    private final class Reading {

        private final List<DocumentProblem> problems;
        private final Aliases aliases;

        Reading(List<DocumentProblem> problems, Aliases aliases) {
            this.problems = problems;
            this.aliases = aliases;
        }

        Policy policy(String name, Fields fields) {
            var named = fields.text("name", name);
            if (!named.equals(name)) {
                fields.problem("/name", "the policy is to be named '" + name + "', and calls itself '" + named + "'");
            }
            if (!isName(name)) {
                fields.problem("/name", "a name has 1 to 100 of A-Z a-z 0-9 . _ - and begins with a letter or digit");
            }
            fields.text("description");
            long weight = fields.number("weight", 0, -MAX_WEIGHT, MAX_WEIGHT);
            var enabled = fields.truth("enabled");
            var match = fields.below("match");
            var when = fields.text("when");
            if (when != null) {
                expression(fields, "/when", when, Expressions.Gives.TRUTH);
            }
            var hook = fields.below("hook");
            var policy = new Policy(
                    name,
                    (int) weight,
                    enabled == null || enabled,
                    match == null ? PolicyMatch.ANY : match(match),
                    when,
                    fields.parsed("window", DailyWindow::parse),
                    goals(fields),
                    hook == null ? null : HookReader.read(hook, path -> parameter(hook, "/parameters", path)));
            fields.noOthers();
            if (policy.goals().isEmpty() && policy.hook() == null && problems.isEmpty()) {
                fields.problem(
                        "",
                        "nothing is asked for: at least one of values, objects, notifications, freshness, firmware, tags, tasks, inform and hook is needed");
            }
            return policy;
        }

        private PolicyMatch match(Fields fields) {
            var match = new PolicyMatch(
                    fields.list("manufacturer", Wildcard::new),
                    fields.list("oui", Wildcard::new),
                    fields.list("productClass", Wildcard::new),
                    fields.list("hardwareVersion", VersionRange::parse),
                    fields.list("softwareVersion", VersionRange::parse),
                    texts(fields, "tags"),
                    texts(fields, "withoutTags"),
                    texts(fields, "events"),
                    fields.list("changed", Wildcard::new),
                    fields.truth("firstContact"));
            fields.noOthers();
            return match;
        }

        /** The names in {@code inform}. */
        private List<String> informed(Fields fields) {
            var names = fields.list("inform", text -> text);
            for (var name : names) {
                if (name.equals(Goals.WATCHED)) {
                    continue;
                }
                parameter(fields, "/inform", name);
                if (name.contains("*") || Secrets.isSecret(name)) {
                    fields.problem("/inform", "'" + name + "' is to be one parameter, and no secret");
                }
            }
            if (names.size() > MAX_INFORMED) {
                fields.problem("/inform", "at most " + MAX_INFORMED + " parameters are expected");
            }
            return names;
        }

        private Set<String> texts(Fields fields, String name) {
            return new LinkedHashSet<>(fields.list(name, text -> text));
        }

        private Goals goals(Fields fields) {
            var values = values(fields, "values");
            values.keySet().forEach(path -> parameter(fields, "/values", path));
            var objects = fields.objects("objects", this::object);
            var notifications = fields.map("notifications", (at, node) -> notification(fields, at, node));
            notifications.keySet().forEach(path -> {
                path(fields, "/notifications", path);
                named(fields, "/notifications", path);
            });
            var freshness = fields.map("freshness", (at, node) -> freshness(fields, at, node));
            freshness.keySet().forEach(path -> {
                if (!path.isEmpty()) {
                    path(fields, "/freshness", path);
                }
            });
            var firmware = fields.below("firmware");
            var tags = fields.below("tags");
            var add = tags == null ? Set.<String>of() : texts(tags, "add");
            var remove = tags == null ? Set.<String>of() : texts(tags, "remove");
            if (tags != null) {
                tags.noOthers();
            }
            return new Goals(
                    values,
                    objects,
                    notifications,
                    freshness,
                    firmware == null ? null : firmware(firmware),
                    add,
                    remove,
                    fields.objects("tasks", this::task),
                    informed(fields),
                    fields.list("optional", text -> optional(text, values.keySet(), notifications.keySet())));
        }

        HookWants hookWants(Fields fields) {
            var values = new LinkedHashMap<String, PolicyValue.Literal>();
            values(fields, "values").forEach((path, value) -> {
                parameter(fields, "/values", path);
                if (value instanceof PolicyValue.Literal literal) {
                    values.put(path, literal);
                } else {
                    fields.problem("/values" + Fields.token(path), "a hook answers with values, not with expressions");
                }
            });
            var tags = fields.below("tags");
            var add = tags == null ? Set.<String>of() : texts(tags, "add");
            var remove = tags == null ? Set.<String>of() : texts(tags, "remove");
            if (tags != null) {
                tags.noOthers();
            }
            Stream.concat(add.stream(), remove.stream())
                    .filter(tag -> !isTag(tag))
                    .forEach(tag -> fields.problem(
                            "/tags",
                            "a tag has 1 to " + MAX_TAG_CHARS
                                    + " characters, no blanks around it and no control characters in it"));
            var optional = fields.list("optional", text -> optional(text, values.keySet(), Set.of()));
            fields.noOthers();
            return new HookWants(
                    values, add, remove, optional.stream().map(Wildcard::text).toList());
        }

        private static boolean isTag(String tag) {
            return tag.length() <= MAX_TAG_CHARS
                    && tag.equals(tag.strip())
                    && tag.chars().noneMatch(Character::isISOControl);
        }

        /** Names of what is wanted only where it is offered; one that names nothing is a slip of the pen. */
        private static Wildcard optional(String text, Set<String> values, Set<String> notifications) {
            var pattern = new Wildcard(text);
            if (Stream.concat(values.stream(), notifications.stream()).noneMatch(pattern::matches)) {
                throw new IllegalArgumentException("'" + text + "' is none of this policy's values and notifications");
            }
            return pattern;
        }

        private Map<String, PolicyValue> values(Fields fields, String name) {
            return fields.map(name, (at, node) -> value(fields, at, node));
        }

        private @Nullable PolicyValue value(Fields fields, String at, JsonNode node) {
            if (!node.isObject()) {
                var text = literal(fields, at, node);
                return text == null ? null : new PolicyValue.Literal(text, null);
            }
            var parts = fields.at(at, node);
            var type = parts.parsed("type", Reading::type);
            var cel = parts.text("cel");
            var plain = parts.node("value");
            parts.noOthers();
            if ((cel == null) == (plain == null)) {
                parts.problem("", "a value is a text, a number, true, false, {\"value\": ...} or {\"cel\": \"...\"}");
                return null;
            }
            if (cel != null) {
                expression(parts, "/cel", cel, Expressions.Gives.VALUE);
                return new PolicyValue.Computed(cel, type);
            }
            var text = literal(parts, "/value", plain);
            return text == null ? null : new PolicyValue.Literal(text, type);
        }

        private @Nullable String literal(Fields fields, String at, @Nullable JsonNode node) {
            if (node != null && node.isString()) {
                return node.stringValue();
            }
            if (node != null && (node.isNumber() || node.isBoolean())) {
                return node.asString();
            }
            fields.problem(
                    at, "a text, a number, true or false is expected, not " + (node == null ? "" : Fields.kind(node)));
            return null;
        }

        private static ParameterType type(String name) {
            var type = ParameterType.ofXsdName(name.startsWith("xsd:") ? name.substring(4) : name);
            if (type == ParameterType.UNKNOWN) {
                throw new IllegalArgumentException("'" + name + "' is no type of TR-106");
            }
            return type;
        }

        private WantedObject object(Fields fields) {
            var path = fields.text("path", "");
            var written = path.isEmpty() || path.endsWith(".") ? path : path + ".";
            pathAt(fields, "/path", written);
            // With an alias at its end it means the instance that has it, and is given it if it must be made.
            var alias = ALIAS_LAST.matcher(written);
            var whole = alias.matches() ? alias.group(1) : written;
            if (PathForm.endsWithInstance(whole)) {
                fields.problem("/path", "'" + whole + "' names an instance: the object it is one of is expected");
            }
            var keys = values(fields, "keys");
            if (alias.matches() && keys.put("Alias", new PolicyValue.Literal(alias.group(2), null)) != null) {
                fields.problem("/keys/Alias", "the path says the alias already");
            }
            if (keys.isEmpty()) {
                fields.problem("/keys", "at least one parameter is needed by which the instance is known");
            }
            var values = values(fields, "values");
            for (var name : List.of("keys", "values")) {
                (name.equals("keys") ? keys : values).keySet().forEach(key -> {
                    if (key.endsWith(".") || key.startsWith(whole)) {
                        fields.problem(
                                "/" + name + Fields.token(key),
                                "'" + key + "' is to be the name of a parameter below the instance");
                    }
                });
            }
            var ensure = fields.text("ensure", "present");
            if (!ensure.equals("present") && !ensure.equals("absent")) {
                fields.problem("/ensure", "present or absent is expected, not '" + ensure + "'");
            }
            boolean present = !ensure.equals("absent");
            if (!present && !values.isEmpty()) {
                fields.problem("/values", "what must not be there has no values");
            }
            fields.noOthers();
            return new WantedObject(whole, keys, values, present);
        }

        private @Nullable Integer notification(Fields fields, String at, JsonNode node) {
            if (node.isInt() && node.intValue() >= 0 && node.intValue() <= MAX_NOTIFICATION) {
                return node.intValue();
            }
            fields.problem(at, "0 to " + MAX_NOTIFICATION + " is expected, not " + node);
            return null;
        }

        private @Nullable Duration freshness(Fields fields, String at, JsonNode node) {
            try {
                if (node.isString()) {
                    var span = Fields.duration(node.stringValue());
                    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
                        fields.problem(at, "a minute is the least, not " + node.stringValue());
                    }
                    return span;
                }
                fields.problem(at, "a span of time such as 24h is expected, not " + Fields.kind(node));
            } catch (IllegalArgumentException e) {
                fields.problem(at, String.valueOf(e.getMessage()));
            }
            return null;
        }

        private WantedFirmware firmware(Fields fields) {
            var firmware = FirmwareReader.read(fields);
            fields.noOthers();
            return firmware;
        }

        private @Nullable PolicyTask task(Fields fields) {
            var node = fields.node("task");
            var after = fields.text("after", "all");
            fields.noOthers();
            if (!after.equals("all") && !after.equals("change")) {
                fields.problem("/after", "all or change is expected, not '" + after + "'");
            }
            if (node == null) {
                fields.problem("", "a task is needed, as {\"task\": {\"kind\": \"reboot\"}}");
                return null;
            }
            try {
                var spec = TaskJson.jsonMapper().treeToValue(node, TaskSpec.class);
                TaskValidation.problems(spec, name -> aliases.knows(name) ? null : PathNames.unknown(name))
                        .forEach(problem -> fields.problem("/task" + problem.pointer(), problem.text()));
                if (spec instanceof TaskSpec.HandOver) {
                    fields.problem("/task/kind", "no policy gives devices away: order it, or let a campaign do it");
                }
                return new PolicyTask(spec, after.equals("change") ? PolicyTask.After.CHANGE : PolicyTask.After.ALL);
            } catch (JacksonException e) {
                fields.problem("/task", e.getOriginalMessage());
                return null;
            }
        }

        private void parameter(Fields fields, String at, String path) {
            path(fields, at, path);
            named(fields, at, path);
            if (path.endsWith(".")) {
                fields.problem(at + Fields.token(path), "'" + path + "' is an object, which has no value");
            }
        }

        private void path(Fields fields, String at, String path) {
            pathAt(fields, at + Fields.token(path), path);
        }

        /** A parameter's path, or a name that stands for one. */
        private void named(Fields fields, String at, String name) {
            if (!Aliases.isPath(name) && !aliases.knows(name)) {
                fields.problem(
                        at + Fields.token(name),
                        "'" + name
                                + "' is neither a path, which begins with Device. or InternetGatewayDevice., nor an alias");
            }
        }

        private void pathAt(Fields fields, String at, String path) {
            var problem = PathForm.problem(path);
            if (problem != null) {
                fields.problem(at, problem);
            } else if (path.contains(".[")
                    && (path.contains(".*.") || !ALIASES.matcher(path).matches())) {
                fields.problem(at, "'" + path + "' names an instance otherwise than as [alias], or has * beside it");
            }
        }

        private void expression(Fields fields, String at, String cel, Expressions.Gives gives) {
            var problem = expressions.problem(cel, gives);
            if (problem != null) {
                fields.problem(at, problem);
            }
        }
    }
}
