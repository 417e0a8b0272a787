package org.reactiveacs.store.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that scripts share. A line {@code -- needs x y} in a script, or in the comment of a function, stands for
 * the functions x and y. They are not simply put before every script: Redis makes each function anew at every run that
 * comes by, so a script gets those it uses, and one that seldom needs a function gets it in the branch that does.
 */
final class ScriptParts {

    private static final Pattern NEEDS = Pattern.compile("(?m)^ *-- needs ([a-z_ ]+)$");
    private static final Pattern NAME = Pattern.compile("(?m)^local function (\\w+)");

    /** Where one function ends and the comment of the next begins. */
    private static final Pattern BETWEEN = Pattern.compile("\n\n(?=--|local function)");

    private final Map<String, String> functions = new HashMap<>();

    /** @param files with nothing in them but functions */
    ScriptParts(String... files) {
        for (var file : files) {
            for (var part : BETWEEN.split(file, -1)) {
                var name = NAME.matcher(part);
                if (name.find()) {
                    functions.put(name.group(1), part.stripTrailing());
                }
            }
        }
    }

    /** The script with all that it needs. */
    String whole(String script) {
        return NEEDS.matcher(script).replaceAll(match -> {
            var text = new StringBuilder();
            for (var name : match.group(1).split(" ", -1)) {
                text.append(whole(function(name))).append('\n');
            }
            return Matcher.quoteReplacement(text.toString().stripTrailing());
        });
    }

    private String function(String name) {
        return Objects.requireNonNull(functions.get(name), () -> "no function " + name + " that scripts share");
    }

    /** What there is. */
    Set<String> names() {
        return Set.copyOf(functions.keySet());
    }
}
