package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code cwmp.limits.*}: bounds on what one CPE may send. */
public interface CwmpLimitsConfig {
    /** Bytes of one message's body, before and after decompression. */
    @WithDefault("33554432")
    int maxBodyBytes();

    /** Bytes of all headers of one request. */
    @WithDefault("16384")
    int maxHeaderBytes();

    /** Nesting of elements in one message. */
    @WithDefault("32")
    int maxDepth();

    /** Parameters in one message. */
    @WithDefault("100000")
    int maxParameters();

    /** Characters of one value or name. */
    @WithDefault("1048576")
    int maxTextChars();

    /** Time in which a request must have arrived whole. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** Time in which a TLS handshake must be through. */
    @WithDefault("10s")
    Duration handshakeTimeout();
}
