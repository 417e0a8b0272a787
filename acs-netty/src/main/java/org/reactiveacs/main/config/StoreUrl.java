package org.reactiveacs.main.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which store is used, written as one value: {@code embedded:DIR}, {@code redis://...} and its relatives. */
public sealed interface StoreUrl {
    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static StoreUrl parse(String text) {
        String value = text.strip();
        if (value.startsWith("embedded:") && value.length() > "embedded:".length()) {
            return new Embedded(Path.of(value.substring("embedded:".length())));
        }
        if (Redis.FORM.matcher(value).matches()) {
            return new Redis(value);
        }
        throw new IllegalArgumentException(
                "expected embedded:DIR, redis://HOST:PORT, redis-cluster://HOST:PORT,... or redis-sentinel://HOST:PORT,...");
    }

    /**
     * The store inside this process.
     *
     * @param directory where it keeps its files
     */
    record Embedded(Path directory) implements StoreUrl {}

    /**
     * A store on Redis.
     *
     * @param url may hold a password, so the text form leaves the credentials out
     */
    record Redis(String url) implements StoreUrl {
        private static final Pattern FORM = Pattern.compile("rediss?(-cluster|-sentinel)?://[^/\\s]+.*");

        /** How the servers stand together: {@code redis}, {@code redis-cluster} or {@code redis-sentinel}. */
        public String kind() {
            return url.substring(0, url.indexOf(':')).replaceFirst("^rediss", "redis");
        }

        @Override
        public String toString() {
            return url.replaceFirst("//[^@/]*@", "//***@");
        }
    }
}
