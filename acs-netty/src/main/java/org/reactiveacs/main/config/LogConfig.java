package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;

/** {@code log.*}: the lines on stderr. */
public interface LogConfig {
    /** What a line looks like. */
    @WithDefault("logfmt")
    Format format();

    /** What a line looks like. */
    enum Format {
        /** {@code ts=... level=INFO logger=Acs thread=main msg="..."}, with the lines of an exception after it. */
        LOGFMT,
        /** An object with the same names, {@code error} for an exception, all on one line. */
        JSON
    }
}
