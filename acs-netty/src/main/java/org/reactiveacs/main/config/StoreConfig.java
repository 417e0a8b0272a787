package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code store.*}: where devices, tasks and sessions are kept. */
public interface StoreConfig {
    @WithDefault("embedded:data")
    @WithConverter(Converters.StoreUrls.class)
    StoreUrl url();
}
