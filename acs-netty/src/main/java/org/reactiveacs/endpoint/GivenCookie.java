package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.SessionKey;

/**
 * What a connection was given last: a session, and the cookie for it. The same cookie on the same connection needs no other proof, and
 * is given again as it is.
 *
 * @param setCookie the whole value of the Set-Cookie header, null if the session was named by the CPE and never given here
 */
record GivenCookie(SessionKey session, @Nullable String setCookie) {

    /** Whether a Cookie header is what was given, and nothing else. */
    boolean isReturnedAs(String cookie) {
        return setCookie != null
                && setCookie.length() == cookie.length() + SessionCookies.ATTRIBUTES.length()
                && setCookie.startsWith(cookie);
    }

    /** The header for a session, null if that was given no cookie here. */
    @Nullable
    String setCookieOf(SessionKey key) {
        return session.equals(key) ? setCookie : null;
    }
}
