package org.reactiveacs.metrics;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats in which meters are told, and which one somebody gets who asks for them. */
enum ScrapeFormat {
    /** What every Prometheus reads, and people. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** What Prometheus asks for since version 2.5. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    ScrapeFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * OpenMetrics if it is named and nothing else that we have is liked better (RFC 9110 §12.5.1).
     *
     * @param accept what the client takes, null if it does not say
     */
    static ScrapeFormat of(@Nullable String accept) {
        if (accept == null) {
            return TEXT;
        }
        double openMetrics = liking(accept, "application/openmetrics-text");
        return openMetrics > 0 && openMetrics >= liking(accept, "text/plain") ? OPEN_METRICS : TEXT;
    }

    /** How much a type is liked that is named, 0 if it is not: the most of its versions. */
    private static double liking(String accept, String type) {
        return Arrays.stream(accept.toLowerCase(Locale.ROOT).split(","))
                .map(range -> range.strip().split("\\s*;\\s*"))
                .filter(range -> range[0].equals(type))
                .mapToDouble(ScrapeFormat::quality)
                .max()
                .orElse(0);
    }

    private static double quality(String[] range) {
        return Arrays.stream(range)
                .filter(parameter -> parameter.startsWith("q="))
                .mapToDouble(parameter -> number(parameter.substring(2)))
                .findFirst()
                .orElse(1);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return 1; // as if nothing had been said
        }
    }
}
