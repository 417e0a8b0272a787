package org.reactiveacs.device;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Aliases of instances (TR-069 A6 §3.6.1): a device that addresses by them takes {@code [alias]} in the place of a number. */
public final class InstanceAlias {

    /** The parameter that holds it, below the instance. */
    public static final String PARAMETER = "Alias";

    /** TR-181, the data type Alias; what would part a path elsewhere is left out. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z][^\\[\\].*\\p{Cntrl}]{0,63}");

    private static final Pattern LAST = Pattern.compile("(.*\\.)\\[([^\\[\\]]+)\\]\\.?");

    private InstanceAlias() {}

    /** Whether a text may stand in brackets. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The alias at the end of an object's path, null if there is none. */
    public static @Nullable String last(String path) {
        var matcher = LAST.matcher(path);
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** The path without the alias at its end. */
    public static String table(String path) {
        var matcher = LAST.matcher(path);
        return matcher.matches() ? matcher.group(1) : path;
    }

    /** How a device that addresses by alias is told of an instance. */
    public static String path(String table, String alias) {
        return table + "[" + alias + "].";
    }
}
