package org.reactiveacs.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a device's parameters and objects, ordered by path. Immutable: {@link #apply} gives the next one.
 */
public final class ParameterTree {

    public static final ParameterTree EMPTY = new ParameterTree(new TreeMap<>());

    private static final Pattern INSTANCE = Pattern.compile("\\d+|\\[[^\\]]*\\]");

    private final NavigableMap<String, Parameter> nodes;

    private ParameterTree(NavigableMap<String, Parameter> nodes) {
        this.nodes = nodes;
    }

    /** The tree of these nodes. */
    public static ParameterTree of(Collection<Parameter> parameters) {
        var nodes = new TreeMap<String, Parameter>();
        parameters.forEach(parameter -> nodes.put(parameter.path(), parameter));
        return new ParameterTree(nodes);
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** How many nodes, objects included. */
    public int size() {
        return nodes.size();
    }

    public @Nullable Parameter get(String path) {
        return nodes.get(path);
    }

    /** All nodes in path order. */
    public Collection<Parameter> all() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /**
     * The node itself and all below it, in path order.
     *
     * @param prefix an object's path (with its dot), a parameter's path, or empty for everything
     */
    public Collection<Parameter> under(String prefix) {
        if (prefix.isEmpty()) {
            return all();
        }
        if (!prefix.endsWith(".")) {
            var one = nodes.get(prefix);
            return one == null ? List.of() : List.of(one);
        }
        return Collections.unmodifiableCollection(below(nodes, prefix).values());
    }

    /** The instance names (numbers, or {@code [alias]}) of a multi-instance object, such as {@code Device.Hosts.Host.}. */
    public List<String> instances(String objectPath) {
        var names = new ArrayList<String>();
        String last = "";
        for (var path : below(nodes, objectPath).keySet()) {
            int end = path.indexOf('.', objectPath.length());
            if (end < 0) {
                continue;
            }
            var name = path.substring(objectPath.length(), end);
            if (!name.equals(last) && INSTANCE.matcher(name).matches() && !names.contains(name)) {
                names.add(name);
            }
            last = name;
        }
        return names;
    }

    /** The tree after these changes, in order. */
    public ParameterTree apply(List<TreeChange> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var next = new TreeMap<>(nodes);
        changes.forEach(change -> apply(change, next));
        return new ParameterTree(next);
    }

    private static void apply(TreeChange change, NavigableMap<String, Parameter> nodes) {
        if (change instanceof TreeChange.Values values) {
            values.parameters().forEach(parameter -> merge(parameter, nodes));
        } else if (change instanceof TreeChange.Names names) {
            replaceNames(names, nodes);
        } else if (change instanceof TreeChange.NewAttributes attributes) {
            merge(
                    new Parameter(attributes.path(), null, ParameterType.UNKNOWN, null, attributes.attributes(), null),
                    nodes);
        } else if (change instanceof TreeChange.Added added) {
            merge(new Parameter(added.path(), null, ParameterType.UNKNOWN, null, null, null), nodes);
        } else if (change instanceof TreeChange.Removed removed) {
            if (removed.path().endsWith(".")) {
                below(nodes, removed.path()).clear();
            } else {
                nodes.remove(removed.path());
            }
        } else if (change instanceof TreeChange.Forgotten) {
            nodes.clear();
        }
    }

    private static void replaceNames(TreeChange.Names names, NavigableMap<String, Parameter> nodes) {
        var told = new TreeMap<String, Parameter>();
        names.parameters().forEach(parameter -> told.put(parameter.path(), parameter));
        var scope = names.path().isEmpty() || names.path().endsWith(".") ? names.path() : names.path() + ".";
        below(nodes, scope).keySet().removeIf(path -> {
            if (path.equals(scope)) {
                return false;
            }
            if (names.nextLevel()) {
                return !told.containsKey(childOf(scope, path));
            }
            return !told.containsKey(path) && !isAncestorOfAny(path, told);
        });
        names.parameters().forEach(parameter -> merge(parameter, nodes));
    }

    private static boolean isAncestorOfAny(String path, NavigableMap<String, Parameter> told) {
        if (!path.endsWith(".")) {
            return false;
        }
        var next = told.ceilingKey(path);
        return next != null && next.startsWith(path);
    }

    /** The direct child of {@code scope} on the way to {@code path}: {@code A.B.} and {@code A.B.C.D} give {@code A.B.C.}. */
    private static String childOf(String scope, String path) {
        int end = path.indexOf('.', scope.length());
        return end < 0 ? path : path.substring(0, end + 1);
    }

    /** Puts the parameter and the ancestors that are missing: some CPEs leave them out of their answers. */
    private static void merge(Parameter parameter, NavigableMap<String, Parameter> nodes) {
        nodes.merge(parameter.path(), parameter, Parameter::updatedBy);
        var path = parameter.path();
        int dot = path.lastIndexOf('.', path.length() - 2);
        while (dot > 0) {
            var ancestor = path.substring(0, dot + 1);
            if (nodes.putIfAbsent(ancestor, new Parameter(ancestor, null, ParameterType.UNKNOWN, null, null, null))
                    != null) {
                return;
            }
            dot = path.lastIndexOf('.', dot - 1);
        }
    }

    private static NavigableMap<String, Parameter> below(NavigableMap<String, Parameter> nodes, String prefix) {
        return prefix.isEmpty() ? nodes : nodes.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterTree tree && nodes.equals(tree.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return "ParameterTree" + nodes.values();
    }
}
