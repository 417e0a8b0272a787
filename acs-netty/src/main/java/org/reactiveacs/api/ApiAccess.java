package org.reactiveacs.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.port.Actor;

/** Who may use the API. Thread-safe. */
@FunctionalInterface
public interface ApiAccess {

    /** Who sends a request with this Authorization header (null if it has none); empty when nobody we let in. */
    Optional<Actor> actor(@Nullable String authorization);

    /** Whoever has the administrator's token. */
    static ApiAccess token(TokenVerifier verifier) {
        var admin = Optional.of(Actor.operator("admin"));
        return authorization -> verifier.accepts(authorization) ? admin : Optional.empty();
    }

    /** Everybody: for demonstrations. */
    static ApiAccess open() {
        var anybody = Optional.of(Actor.operator("anonymous"));
        return authorization -> anybody;
    }
}
