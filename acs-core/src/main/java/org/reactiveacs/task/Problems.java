package org.reactiveacs.task;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.PathNames;

/**
 * Where problems are noted, and the checks that many tasks share.
 *
 * @param base the pointer of what is checked
 * @param found all so far
 * @param names says what is wrong with a name that stands in the place of a parameter's path, null if nothing
 */
record Problems(String base, List<TaskProblem> found, Function<String, @Nullable String> names) {

    /** TR-069 A6 §A.3.2.8: URL, Username and Password. */
    static final int MAX_URL_CHARS = 256;

    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp", "tftp", "sftp");

    Problems below(String pointer) {
        return new Problems(base + pointer, found, names);
    }

    void add(String pointer, String text) {
        found.add(new TaskProblem(base + pointer, text));
    }

    /** Whether the path is one; notes it if not. */
    boolean path(String pointer, String path) {
        var problem = PathForm.problem(path);
        if (problem != null) {
            add(pointer, problem);
        }
        return problem == null;
    }

    /** A parameter's path, an object's, or a name for a parameter. */
    void pathOrName(String pointer, String text) {
        if (path(pointer, text)) {
            name(pointer, text);
        }
    }

    /** Notes what is wrong with a name; a path is none. */
    void name(String pointer, String text) {
        var problem = PathNames.isName(text) ? names.apply(text) : null;
        if (problem != null) {
            add(pointer, problem);
        }
    }

    /** Whether the path may be an object's; notes it if not. */
    boolean object(String pointer, String path) {
        if (!path(pointer, path)) {
            return false;
        }
        boolean isName = path.endsWith(".") && PathNames.isName(path.substring(0, path.length() - 1));
        if (isName) {
            add(
                    pointer,
                    "'" + path
                            + "' is no object's path: aliases stand for parameters, and no path begins with a small letter");
        }
        return !isName;
    }

    void needed(String pointer, String text, int maxChars) {
        if (text.isBlank()) {
            add(pointer, "is needed");
        }
        atMost(pointer, text, maxChars);
    }

    void atMost(String pointer, String text, int maxChars) {
        if (text.length() > maxChars) {
            add(pointer, "has at most " + maxChars + " characters, not " + text.length());
        }
    }

    void range(String pointer, long number, long least, long most) {
        if (number < least || number > most) {
            add(
                    pointer,
                    most >= Integer.MAX_VALUE
                            ? "is " + least + " or more, not " + number
                            : "is " + least + " to " + most + ", not " + number);
        }
    }

    void url(String pointer, String url) {
        if (url.isBlank()) {
            add(pointer, "a URL is needed");
        } else {
            optionalUrl(pointer, url);
        }
    }

    void optionalUrl(String pointer, String url) {
        if (url.isEmpty()) {
            return;
        }
        atMost(pointer, url, MAX_URL_CHARS);
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme();
            if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)) || uri.getRawAuthority() == null) {
                add(pointer, "'" + url + "' is no absolute URL of http, https, ftp, tftp or sftp");
            }
        } catch (URISyntaxException e) {
            add(pointer, "'" + url + "' is no URL: " + e.getReason() + " at " + e.getIndex());
        }
    }
}
