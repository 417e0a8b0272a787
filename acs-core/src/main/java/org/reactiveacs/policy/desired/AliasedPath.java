package org.reactiveacs.policy.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.reactiveacs.device.InstanceAlias;

/** What must be read to find the instances that a path names by their aliases. */
final class AliasedPath {

    private static final Pattern ALIAS = Pattern.compile("\\.\\[[^\\]]*\\]");

    private AliasedPath() {}

    /** Whether each bracket is closed. */
    static boolean isWhole(String path) {
        return path.lastIndexOf(".[") <= path.lastIndexOf(']');
    }

    /**
     * The aliases of all instances of each table on the path; and the parameter at its end in all of them, for one request more would cost
     * more than what it is in the others.
     *
     * @param optional whether the device need not have the parameter: to ask for what it has not may be refused
     */
    static List<String> patterns(String path, boolean optional) {
        var patterns = new ArrayList<String>();
        var open = ALIAS.matcher(path).replaceAll(".*");
        for (int at = open.indexOf(".*"); at >= 0; at = open.indexOf(".*", at + 1)) {
            patterns.add(open.substring(0, at + 2) + "." + InstanceAlias.PARAMETER);
        }
        if (!optional && !path.endsWith(".") && !patterns.contains(open)) {
            patterns.add(open);
        }
        return patterns;
    }
}
