package org.reactiveacs.device;

import java.util.ArrayList;
import java.util.List;

/**
 * A path taken apart into its shape and its instances: {@code Device.Hosts.Host.3.Active} is
 * <code>Device.Hosts.Host.{i}.Active</code> with {@code 3}.
 *
 * @param template the path with <code>{i}</code> in place of each instance
 * @param instances the instances in order: numbers, or aliases in their brackets
 */
public record InstancePath(String template, List<String> instances) {

    private static final String PLACE = "{i}";

    public static InstancePath of(String path) {
        List<String> instances = List.of();
        StringBuilder template = null;
        int copied = 0;
        int start = 0;
        while (start < path.length()) {
            int end = path.indexOf('.', start);
            if (end < 0) {
                break; // A parameter's own name is no instance.
            }
            if (isInstance(path, start, end)) {
                if (template == null) {
                    template = new StringBuilder(path.length() + 4);
                    instances = new ArrayList<>(3);
                }
                template.append(path, copied, start).append(PLACE);
                instances.add(path.substring(start, end));
                copied = end;
            }
            start = end + 1;
        }
        return template == null
                ? new InstancePath(path, List.of())
                : new InstancePath(template.append(path, copied, path.length()).toString(), instances);
    }

    /** The path again. */
    public String path() {
        if (instances.isEmpty()) {
            return template;
        }
        var path = new StringBuilder(template.length() + 8);
        int from = 0;
        for (var instance : instances) {
            int place = template.indexOf(PLACE, from);
            path.append(template, from, place).append(instance);
            from = place + PLACE.length();
        }
        return path.append(template, from, template.length()).toString();
    }

    private static boolean isInstance(String path, int start, int end) {
        if (start == end) {
            return false;
        }
        if (path.charAt(start) == '[' && path.charAt(end - 1) == ']') {
            return true;
        }
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
