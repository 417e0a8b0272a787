package org.reactiveacs.main.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names of environment variables: {@code ACS_} and the key in capitals with {@code _} for the dots; between words of a
 * key's part a further {@code _} may stand, so {@code cwmp.publicUrl} is ACS_CWMP_PUBLICURL or ACS_CWMP_PUBLIC_URL.
 */
final class Environment {
    static final String PREFIX = "ACS_";

    /** Variables that the launcher and the logging read themselves. */
    private static final Set<String> OTHERS = Set.of("ACS_LOG", "ACS_JAVA_OPTS", "ACS_CONFIG");

    /** What Kubernetes adds to every container for a service whose name begins with "acs". */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "ACS(_\\w+)?_(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private static final Map<String, String> KEYS =
            Keys.all().keySet().stream().collect(Collectors.toMap(Environment::folded, key -> key));

    private Environment() {}

    /** Gives each variable that is ours to {@code known} with its key, and the names of strays to {@code unknown}. */
    static void read(Map<String, String> environment, BiConsumer<String, String> known, Set<String> unknown) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(PREFIX)
                    || OTHERS.contains(name)
                    || SERVICE_LINK.matcher(name).matches()) {
                continue;
            }
            String key = key(name);
            if (key == null) {
                unknown.add(name);
            } else {
                known.accept(name, key);
            }
        }
    }

    static @Nullable String key(String variable) {
        return KEYS.get(folded(variable.substring(PREFIX.length())));
    }

    private static String folded(String name) {
        return name.replace(".", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
