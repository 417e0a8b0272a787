package org.reactiveacs.main;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** How much the server's own packages log. Libraries log warnings only. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    static final String VARIABLE = "ACS_LOG";

    /** The level of this name in any case, if there is one. */
    static Optional<LogLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Makes it the level from now on. */
    void apply() {
        if (LoggerFactory.getLogger("org.reactiveacs") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(name()));
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
