package org.reactiveacs.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.CampaignSpec.Check;
import org.reactiveacs.campaign.CampaignSpec.Limit;
import org.reactiveacs.campaign.CampaignSpec.Pace;
import org.reactiveacs.campaign.CampaignSpec.Wave;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.VersionRange;
import org.reactiveacs.policy.WantedFirmware;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.DocumentProblem;
import org.reactiveacs.policy.document.Fields;
import org.reactiveacs.policy.document.FirmwareReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import org.reactiveacs.task.DailyWindow;
import org.reactiveacs.task.TaskJson;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskValidation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Campaigns as they are written, in JSON or YAML. Tells all mistakes at once. Thread-safe. */
public final class CampaignReader {

    /** What a name may be, so that it can stand in a path of the API. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final int BOOTS = 3;
    private static final Limit LIMIT = new Limit(10, 10);
    private static final int MOST_WAVES = 100;
    private static final int MOST = 1_000_000_000;

    private final Expressions expressions;

    public CampaignReader(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * Reads a campaign.
     *
     * @param name which it goes by; one in the document must be the same
     * @param names that it may use in the place of paths
     * @throws DocumentException with all that is wrong
     */
    public CampaignSpec read(String name, Source source, PathNames names) {
        var problems = new ArrayList<DocumentProblem>();
        var spec = new Reading(names).campaign(name, Fields.of(source, problems));
        if (!problems.isEmpty() || spec == null) {
            throw new DocumentException(problems);
        }
        return spec;
    }

    /** One document being read. */
    private final class Reading {
        private final PathNames names;

        Reading(PathNames names) {
            this.names = names;
        }

        @Nullable
        CampaignSpec campaign(String name, Fields fields) {
            var named = fields.text("name", name);
            if (!named.equals(name)) {
                fields.problem("/name", "the campaign is to be named '" + name + "', and calls itself '" + named + "'");
            }
            if (!NAME.matcher(name).matches()) {
                fields.problem("/name", "a name has 1 to 100 of A-Z a-z 0-9 . _ - and begins with a letter or digit");
            }
            fields.text("description");
            var filter = filter(fields);
            var action = action(fields);
            var waves = waves(fields);
            var pace = pace(fields);
            var check = check(fields.below("check"));
            var pause = pause(fields.below("pause"));
            var rollback = fields.truth("rollback");
            var wake = fields.truth("wake");
            fields.noOthers();
            return action == null
                    ? null
                    : new CampaignSpec(
                            filter,
                            action,
                            waves,
                            pace,
                            check,
                            pause,
                            Boolean.TRUE.equals(rollback),
                            Boolean.TRUE.equals(wake));
        }

        private String filter(Fields fields) {
            var filter = fields.text("filter");
            if (filter == null) {
                fields.problem("/filter", "a filter is needed; an empty one means all devices");
                return "";
            }
            try {
                FilterParser.parse(filter, Instant.EPOCH, names);
            } catch (FilterSyntaxException e) {
                fields.problem("/filter", "at character " + (e.position() + 1) + " of the filter: " + e.problem());
            }
            return filter;
        }

        private @Nullable Action action(Fields fields) {
            var firmware = fields.below("firmware");
            var task = fields.node("task");
            var policies = fields.below("policies");
            int given = (firmware == null ? 0 : 1) + (task == null ? 0 : 1) + (policies == null ? 0 : 1);
            if (given != 1) {
                fields.problem("", "one of firmware, task and policies is needed, not " + given + " of them");
                return null;
            }
            if (firmware != null) {
                return firmware(firmware);
            }
            if (policies != null) {
                var tag = policies.text("tag", "");
                if (tag.isBlank() || tag.length() > 100) {
                    policies.problem("/tag", "a tag of 1 to 100 characters is needed, by which policies match");
                }
                policies.noOthers();
                return new Action.Tagged(tag);
            }
            return task(fields, task);
        }

        private Action firmware(Fields fields) {
            var choices = new ArrayList<>(fields.objects("models", this::choice));
            if (fields.node("url") != null || fields.node("version") != null || choices.isEmpty()) {
                choices.add(new Action.Choice(Action.Models.ANY, FirmwareReader.read(fields)));
            }
            var former = fields.objects("former", one -> {
                var image = FirmwareReader.read(one);
                one.noOthers();
                return image;
            });
            if (former.stream().map(WantedFirmware::version).distinct().count() < former.size()) {
                fields.problem("/former", "a version stands there twice");
            }
            fields.noOthers();
            return new Action.Firmware(choices, former);
        }

        private Action.Choice choice(Fields fields) {
            var models = new Action.Models(
                    fields.list("manufacturer", Wildcard::new),
                    fields.list("oui", Wildcard::new),
                    fields.list("productClass", Wildcard::new),
                    fields.list("hardwareVersion", VersionRange::parse),
                    fields.list("softwareVersion", VersionRange::parse));
            boolean none = Boolean.TRUE.equals(fields.truth("none"));
            if (none && (fields.node("url") != null || fields.node("version") != null)) {
                fields.problem("/none", "either none is for these models, or a version and its url are given");
            }
            var image = none ? null : FirmwareReader.read(fields);
            fields.noOthers();
            return new Action.Choice(models, image);
        }

        private @Nullable Action task(Fields fields, @Nullable JsonNode node) {
            if (!(node instanceof ObjectNode object)) {
                fields.problem("/task", "a task is expected, as {\"kind\": \"reboot\"}");
                return null;
            }
            var plain = object.deepCopy();
            var undo = plain.remove("undo");
            var spec = spec(fields, "/task", plain);
            var undone = undo == null || undo.isNull() ? null : spec(fields, "/task/undo", undo);
            return spec == null ? null : new Action.Ordered(spec, undone);
        }

        private @Nullable TaskSpec spec(Fields fields, String at, JsonNode node) {
            try {
                var spec = TaskJson.jsonMapper().treeToValue(node, TaskSpec.class);
                TaskValidation.problems(spec, name -> names.knows(name) ? null : PathNames.unknown(name))
                        .forEach(problem -> fields.problem(at + problem.pointer(), problem.text()));
                return spec;
            } catch (JacksonException e) {
                fields.problem(at, String.valueOf(e.getOriginalMessage()));
                return null;
            }
        }

        private List<Wave> waves(Fields fields) {
            var waves = fields.objects("waves", this::wave);
            if (waves.size() > MOST_WAVES) {
                fields.problem("/waves", "at most " + MOST_WAVES + " waves, not " + waves.size());
            }
            return waves.isEmpty() ? List.of(new Wave.Percent(100)) : waves;
        }

        private @Nullable Wave wave(Fields fields) {
            var percent = percent(fields, "percent");
            long count = fields.number("count", 0, 1, MOST);
            fields.noOthers();
            if ((percent == null) == (count == 0)) {
                fields.problem("", "a wave has either a count of devices or a percent of all");
                return null;
            }
            return percent == null ? new Wave.Count(count) : new Wave.Percent(percent);
        }

        private @Nullable Double percent(Fields fields, String name) {
            var node = fields.node(name);
            if (node == null) {
                return null;
            }
            double percent = node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
            if (!(percent > 0 && percent <= 100)) {
                fields.problem("/" + name, "a number above 0 and up to 100 is expected, not " + node);
                return 100.0;
            }
            return percent;
        }

        private Pace pace(Fields fields) {
            var zone = fields.text("timeZone");
            var window = fields.parsed(
                    "window", text -> DailyWindow.parse(zone == null || text.contains(" ") ? text : text + " " + zone));
            if (zone != null && fields.node("window") == null) {
                fields.problem("/timeZone", "a time zone is for a window, and there is none");
            }
            return new Pace(
                    (int) fields.number("rate", 0, 1, MOST),
                    (int) fields.number("concurrent", 0, 1, MOST),
                    window,
                    span(fields, "patience", PATIENCE));
        }

        private static Duration span(Fields fields, String name, Duration otherwise) {
            var span = fields.parsed(name, Fields::duration);
            if (span != null && (span.isNegative() || span.compareTo(Duration.ofDays(3650)) > 0)) {
                fields.problem("/" + name, "a span of time up to 3650 days is expected");
                return otherwise;
            }
            return span == null ? otherwise : span;
        }

        private Check check(@Nullable Fields fields) {
            if (fields == null) {
                return new Check(WITHIN, Duration.ZERO, BOOTS, null);
            }
            var when = fields.text("when");
            if (when != null) {
                var problem = expressions.problem(when, Expressions.Gives.TRUTH);
                if (problem != null) {
                    fields.problem("/when", problem);
                }
            }
            var check = new Check(
                    span(fields, "within", WITHIN),
                    span(fields, "watch", Duration.ZERO),
                    (int) fields.number("boots", BOOTS, 0, 30),
                    when);
            fields.noOthers();
            return check;
        }

        private @Nullable Limit pause(@Nullable Fields fields) {
            if (fields == null) {
                return LIMIT;
            }
            var failures = percent(fields, "failures");
            var limit = new Limit(failures == null ? LIMIT.failures() : failures, (int)
                    fields.number("atLeast", LIMIT.atLeast(), 1, MOST));
            fields.noOthers();
            return limit;
        }
    }
}
