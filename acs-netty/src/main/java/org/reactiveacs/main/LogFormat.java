package org.reactiveacs.main;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.reactiveacs.main.config.LogConfig;
import org.slf4j.LoggerFactory;

/** What lines of the log look like from now on. Those from before the configuration was read are logfmt, as logback.xml has it. */
final class LogFormat {
    private LogFormat() {}

    static void apply(LogConfig.Format format) {
        if (format == LogConfig.Format.JSON
                && LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getAppender("stderr") instanceof ConsoleAppender<ILoggingEvent> console) {
            var lines = new JsonLines();
            lines.setContext(console.getContext());
            lines.start();
            console.setEncoder(lines);
        }
    }
}
