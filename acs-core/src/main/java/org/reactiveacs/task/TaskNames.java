package org.reactiveacs.task;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.PathNames;

/**
 * Names in the place of parameters' paths in what a task does. They stay in the task, and become paths when a session works on it: the
 * device may have other firmware by then, or may not have called yet when it was ordered.
 */
public final class TaskNames {

    private TaskNames() {}

    /** Whether a specification, or any step of a sequence, has names. */
    public static boolean hasAny(TaskSpec spec) {
        return spec instanceof TaskSpec.Sequence sequence
                ? sequence.steps().stream().anyMatch(step -> hasAny(step.spec()))
                : of(spec).findAny().isPresent();
    }

    /**
     * Whether a name is one that nobody knows.
     *
     * @param spec no sequence, but one of its steps
     */
    public static boolean hasUnknown(TaskSpec spec, PathNames names) {
        return of(spec).anyMatch(name -> !names.knows(name));
    }

    /**
     * Why names do not make a task for a device; null if they do.
     *
     * @param spec no sequence, but one of its steps
     */
    public static @Nullable String problem(TaskSpec spec, PathNames names, Device device) {
        var nothing = of(spec).map(name -> names.problem(name, device))
                .filter(Objects::nonNull)
                .findFirst();
        if (nothing.isPresent()) {
            return nothing.get();
        }
        if (of(spec).findAny().isEmpty()) {
            return null;
        }
        var seen = new HashSet<String>();
        return written(with(spec, name -> path(name, names, device)))
                .filter(path -> !seen.add(path))
                .findFirst()
                .map(path -> "'" + path + "' is named twice, by its path or by names that stand for it")
                .orElse(null);
    }

    /**
     * A specification with paths instead of names.
     *
     * @param spec for which there is no {@link #problem}
     */
    public static TaskSpec resolved(TaskSpec spec, PathNames names, Device device) {
        return of(spec).findAny().isEmpty() ? spec : with(spec, name -> path(name, names, device));
    }

    private static String path(String text, PathNames names, Device device) {
        var path = PathNames.isName(text) ? names.path(text, device) : text;
        if (path == null) {
            throw new IllegalStateException("a name that stands for nothing: " + text);
        }
        return path;
    }

    private static Stream<String> of(TaskSpec spec) {
        Stream<String> paths;
        if (spec instanceof TaskSpec.GetParameterValues get) {
            paths = get.paths().stream();
        } else if (spec instanceof TaskSpec.GetParameterAttributes get) {
            paths = get.paths().stream();
        } else if (spec instanceof TaskSpec.GetParameterNames get) {
            paths = Stream.of(get.path());
        } else if (spec instanceof TaskSpec.Refresh refresh) {
            paths = Stream.of(refresh.path());
        } else {
            paths = written(spec);
        }
        return paths.filter(PathNames::isName);
    }

    /** What it writes; a device takes no path twice in one request. */
    private static Stream<String> written(TaskSpec spec) {
        if (spec instanceof TaskSpec.SetParameterValues set) {
            return set.values().stream().map(Assignment::path);
        }
        if (spec instanceof TaskSpec.SetParameterAttributes set) {
            return set.attributes().stream().map(TaskSpec.AttributeChange::path);
        }
        return Stream.empty();
    }

    private static TaskSpec with(TaskSpec spec, UnaryOperator<String> path) {
        if (spec instanceof TaskSpec.GetParameterValues get) {
            return new TaskSpec.GetParameterValues(each(get.paths(), path));
        }
        if (spec instanceof TaskSpec.GetParameterAttributes get) {
            return new TaskSpec.GetParameterAttributes(each(get.paths(), path));
        }
        if (spec instanceof TaskSpec.GetParameterNames get) {
            return new TaskSpec.GetParameterNames(path.apply(get.path()), get.nextLevel());
        }
        if (spec instanceof TaskSpec.Refresh refresh) {
            return new TaskSpec.Refresh(path.apply(refresh.path()));
        }
        if (spec instanceof TaskSpec.SetParameterValues set) {
            return new TaskSpec.SetParameterValues(set.values().stream()
                    .map(one -> new Assignment(path.apply(one.path()), one.value(), one.type()))
                    .toList());
        }
        if (spec instanceof TaskSpec.SetParameterAttributes set) {
            return new TaskSpec.SetParameterAttributes(set.attributes().stream()
                    .map(one ->
                            new TaskSpec.AttributeChange(path.apply(one.path()), one.notification(), one.accessList()))
                    .toList());
        }
        return spec;
    }

    private static List<String> each(List<String> texts, UnaryOperator<String> path) {
        return texts.stream().map(path).toList();
    }
}
