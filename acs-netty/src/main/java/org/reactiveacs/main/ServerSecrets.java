package org.reactiveacs.main;

import java.io.IOException;
import java.nio.file.Path;
import org.reactiveacs.auth.AdminToken;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.keys.KeyRingException;
import org.reactiveacs.keys.KeyRingSource;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.ApiConfig;
import org.reactiveacs.main.config.Secret;

/**
 * What must be known before anything can be signed or let in; made at the first start where it may be.
 *
 * @param keys the key ring
 * @param administrator knows the administrator's token
 */
record ServerSecrets(KeyRing keys, TokenVerifier administrator) {
    private static final String KEYS_FILE = "keys";

    /**
     * Opens or makes the secrets.
     *
     * @param data the embedded store's directory; any for another store, whose configuration holds all
     * @throws CommandFailure naming the key and the file that cannot be used
     */
    static ServerSecrets open(AcsConfig config, Path data) {
        return new ServerSecrets(keys(config, data), new TokenVerifier(token(config.api(), data)));
    }

    private static KeyRing keys(AcsConfig config, Path data) {
        try {
            return KeyRingSource.open(config.security().keys().map(Secret::reveal), data.resolve(KEYS_FILE));
        } catch (KeyRingException e) {
            throw new CommandFailure("security.keys: " + e.getMessage(), e);
        }
    }

    private static String token(ApiConfig api, Path data) {
        if (api.token().isPresent()) {
            return api.token().get().reveal();
        }
        try {
            return api.tokenFile().isPresent() ? AdminToken.read(api.tokenFile().get()) : AdminToken.readOrCreate(data);
        } catch (IOException e) {
            throw new CommandFailure("api.tokenFile: cannot read or make the token: " + e.getMessage(), e);
        }
    }
}
