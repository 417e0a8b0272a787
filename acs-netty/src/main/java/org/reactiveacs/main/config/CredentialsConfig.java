package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code connreq.credentials.*}: passwords that policies have devices given, derived for each. */
public interface CredentialsConfig {
    /** After how long a device is given others; zero for never. */
    @WithDefault("0s")
    Duration maxAge();
}
