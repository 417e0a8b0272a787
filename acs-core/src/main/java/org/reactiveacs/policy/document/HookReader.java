package org.reactiveacs.policy.document;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.Hook;

/** The hook of a policy. */
final class HookReader {

    private static final int MAX_URL_CHARS = 2048;
    private static final URI NOWHERE = URI.create("http://invalid/");

    private HookReader() {}

    /** @param parameter notes what is wrong with the path or name of a parameter */
    static Hook read(Fields fields, Consumer<String> parameter) {
        var url = fields.parsed("url", HookReader::url);
        if (fields.node("url") == null) {
            fields.problem("", "a hook needs a url");
        }
        var parameters = fields.list("parameters", text -> text);
        parameters.forEach(path -> {
            parameter.accept(path);
            if (Secrets.isSecret(path)) {
                fields.problem("/parameters", "'" + path + "' is a secret, which no hook is told");
            }
        });
        if (parameters.size() > Hook.MOST_PARAMETERS) {
            fields.problem("/parameters", "a hook is told " + Hook.MOST_PARAMETERS + " parameters at most");
        }
        var timeout = span(fields, "timeout", Hook.LEAST_TIMEOUT, Hook.MOST_TIMEOUT);
        var cache = span(fields, "cache", Hook.LEAST_CACHE, Hook.MOST_CACHE);
        fields.noOthers();
        return new Hook(
                url == null ? NOWHERE : url, parameters, timeout == null ? Hook.DEFAULT_TIMEOUT : timeout, cache);
    }

    private static @Nullable Duration span(Fields fields, String name, Duration least, Duration most) {
        return fields.parsed(name, text -> {
            var span = Fields.duration(text);
            if (span.compareTo(least) < 0 || span.compareTo(most) > 0) {
                throw new IllegalArgumentException(least + " to " + most + " is expected, not " + text);
            }
            return span;
        });
    }

    private static URI url(String text) {
        try {
            var url = new URI(text);
            var scheme = url.getScheme();
            boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (!isHttp || url.getHost() == null || text.length() > MAX_URL_CHARS) {
                throw new IllegalArgumentException(
                        "a URL of a host is expected, http or https, of " + MAX_URL_CHARS + " characters at most");
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "no user and no fragment may stand in the URL: a hook knows the server by its signature");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is no URL", e);
        }
    }
}
