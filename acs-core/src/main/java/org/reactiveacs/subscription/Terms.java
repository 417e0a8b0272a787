package org.reactiveacs.subscription;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.feed.EventChoice;
import org.reactiveacs.port.DomainEvent;

/**
 * What an operator says of a subscription.
 *
 * @param name for people, empty if it has none
 * @param url where events are posted to, http or https
 * @param types of events, empty for all
 * @param filter of devices, empty for all
 * @param secret what deliveries are signed with, empty to leave them unsigned
 * @param enabled whether anything is delivered; what happens meanwhile is delivered later, as far as it is kept
 */
public record Terms(
        String name, String url, Set<DomainEvent.Type> types, String filter, String secret, boolean enabled) {

    public static final int MOST_URL_CHARS = 2000;

    public Terms {
        types = Set.copyOf(types);
    }

    public EventChoice choice() {
        return new EventChoice(types, null, filter);
    }

    public URI uri() {
        return URI.create(url);
    }

    /** What is wrong with a URL, null if nothing is. */
    public static @Nullable String problem(String url) {
        try {
            var uri = new URI(url);
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!isHttp || uri.getHost() == null || url.length() > MOST_URL_CHARS) {
                return "a URL of a host is expected, http or https, of " + MOST_URL_CHARS + " characters at most";
            }
            return uri.getRawUserInfo() == null && uri.getRawFragment() == null
                    ? null
                    : "no user and no fragment may stand in the URL: deliveries are known by their signature";
        } catch (URISyntaxException e) {
            return "this is no URL";
        }
    }

    @Override
    public String toString() {
        return "Terms[" + name + ", " + url + ", " + types + ", " + filter + ", "
                + (secret.isEmpty() ? "unsigned" : Secrets.MASK) + ", " + enabled + "]";
    }
}
