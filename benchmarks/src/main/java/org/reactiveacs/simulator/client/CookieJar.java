package org.reactiveacs.simulator.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies of one session; attributes are not looked at, as simple CPEs do. Some keep none at all. */
final class CookieJar {
    private final Map<String, String> cookies = new LinkedHashMap<>(2);
    private final boolean keeps;

    /** An empty one, which stays so unless it {@code keeps} what it takes. */
    CookieJar(boolean keeps) {
        this.keeps = keeps;
    }

    void take(List<String> setCookies) {
        if (!keeps) {
            return;
        }
        for (String header : setCookies) {
            int end = header.indexOf(';');
            String pair = end < 0 ? header : header.substring(0, end);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
    }

    /** The Cookie header, null when there are none. */
    @Nullable
    String header() {
        if (cookies.isEmpty()) {
            return null;
        }
        StringBuilder header = new StringBuilder(64);
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return header.toString();
    }
}
