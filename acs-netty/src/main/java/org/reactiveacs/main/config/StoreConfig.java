package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code store.*}: where devices, tasks and sessions are kept. All but the URL is for Redis. */
public interface StoreConfig {
    @WithDefault("embedded:data")
    @WithConverter(Converters.StoreUrls.class)
    StoreUrl url();

    /** Replicas that must have a write before it is acknowledged; 0 where there are none. */
    @WithDefault("0")
    int replicas();

    /** How long a command may take. */
    @WithDefault("2s")
    Duration commandTimeout();

    /** ACL user; wins over the URL's. */
    Optional<String> username();

    /** Wins over the URL's. */
    Optional<Secret> password();

    /** Of the Sentinels, which do not know the password of the data nodes. */
    Optional<Secret> sentinelPassword();

    StoreTlsConfig tls();
}
