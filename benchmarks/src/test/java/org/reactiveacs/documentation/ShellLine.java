package org.reactiveacs.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a shell, as far as pages need it: quotes, continued lines, comments, and what ends a command. */
final class ShellLine {
    private static final Pattern LAUNCHER = Pattern.compile("^(?:\\w+=\\S+ )*\\./acs(?= |$)(.*)$");
    private static final Pattern WORD = Pattern.compile(
            "\\G\\s*((?:\"[^\"]*\"|'[^']*'|\\\\.|[^\\s\"'\\\\|&;<>#])(?:\"[^\"]*\"|'[^']*'|\\\\.|[^\\s\"'\\\\|&;<>])*)");

    /** What may be left out, as manuals write it. */
    private static final Pattern OPTIONAL = Pattern.compile("\\[(--?[^\\]]*)]");

    private ShellLine() {}

    /** The lines of a text in which those that end with a backslash go on. */
    static List<String> whole(List<String> lines) {
        List<String> whole = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : lines) {
            line.append(part.endsWith("\\") ? part.substring(0, part.length() - 1) : part);
            if (!part.endsWith("\\")) {
                whole.add(line.toString());
                line.setLength(0);
            }
        }
        return whole;
    }

    /** What the launcher is given, or nothing if the line does not call it. */
    static Optional<List<String>> ofLauncher(String line) {
        Matcher launcher = LAUNCHER.matcher(line.strip());
        return launcher.matches()
                ? Optional.of(words(OPTIONAL.matcher(launcher.group(1)).replaceAll("$1")))
                : Optional.empty();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1).replaceAll("[\"']", "").replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }
}
