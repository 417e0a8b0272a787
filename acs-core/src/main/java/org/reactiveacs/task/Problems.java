package org.reactiveacs.task;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where problems are noted, and the checks that many tasks share.
 *
 * @param base the pointer of what is checked
 * @param found all so far
 */
record Problems(String base, List<TaskProblem> found) {

    /** TR-069 A6 §A.3.2.8: URL, Username and Password. */
    static final int MAX_URL_CHARS = 256;

    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp", "tftp", "sftp");

    Problems below(String pointer) {
        return new Problems(base + pointer, found);
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
