package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.reactiveacs.device.Credential;

/** The answer to a server that wants name and password as they are (RFC 7617), as some CPEs do for connection requests. */
public final class BasicAnswer {
    private static final String SCHEME = "basic";

    private BasicAnswer() {}

    /** Whether one of the {@code WWW-Authenticate} headers asks for it. */
    public static boolean isAskedFor(List<String> headers) {
        return headers.stream().anyMatch(header -> header.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length()));
    }

    /** The value of the Authorization header: it holds the password. */
    public static String of(Credential credential) {
        String pair = credential.username() + ':' + credential.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
