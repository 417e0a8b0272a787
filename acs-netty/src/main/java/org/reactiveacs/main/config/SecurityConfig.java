package org.reactiveacs.main.config;

import java.util.Optional;

/** {@code security.*}: secrets of the whole cluster. */
public interface SecurityConfig {
    /** The key ring: a file, or the ring's text; the file {@code keys} beside the embedded store if not set. */
    Optional<Secret> keys();
}
