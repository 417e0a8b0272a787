package org.reactiveacs.main;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Each event of the log as an object on a line of its own, with the names that the lines in logfmt have. Thread-safe. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] NONE = {};

    /** As many frames as in logfmt. */
    private static final List<String> FRAMES = List.of("20");

    private final JsonMapper json = JsonMapper.shared();
    private final RootCauseFirstThrowableProxyConverter errors = new RootCauseFirstThrowableProxyConverter();

    @Override
    public void start() {
        errors.setOptionList(FRAMES);
        errors.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = json.createObjectNode()
                .put("ts", TIME.format(event.getInstant()))
                .put("level", event.getLevel().toString())
                .put("logger", shortName(event.getLoggerName()))
                .put("thread", event.getThreadName())
                .put("msg", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("error", errors.convert(event).stripTrailing());
        }
        return (json.writeValueAsString(line) + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }
}
