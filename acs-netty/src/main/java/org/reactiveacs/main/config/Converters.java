package org.reactiveacs.main.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Turns written values into typed ones; each refusal says what is expected instead. Public for the mappings' sake only. */
public final class Converters {
    private static final int ABOVE_BUILT_IN = 1000;

    private static final Map<Class<?>, Function<String, ?>> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(int.class, Converters::integer),
            Map.entry(double.class, Converters::number),
            Map.entry(boolean.class, Converters::truth),
            Map.entry(Duration.class, Durations::parse),
            Map.entry(HostPort.class, HostPort::parse),
            Map.entry(Network.class, Network::parse),
            Map.entry(Path.class, text -> Path.of(text.strip())),
            Map.entry(Secret.class, Secret::new),
            Map.entry(StoreUrl.class, StoreUrl::parse),
            Map.entry(URI.class, Converters::httpUrl));

    private Converters() {}

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static Object convert(Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        Function<String, ?> converter = BY_TYPE.get(type);
        if (converter == null) {
            throw new IllegalStateException("no converter for " + type);
        }
        return converter.apply(text);
    }

    static void register(SmallRyeConfigBuilder builder) {
        Keys.all().values().stream().map(Keys.Key::type).distinct().forEach(type -> register(builder, type));
    }

    private static <T> void register(SmallRyeConfigBuilder builder, Class<T> type) {
        if (type.isPrimitive() || type == String.class || type.isInterface()) {
            return; // the library's own do the same, and it takes an interface for a group unless told otherwise
        }
        builder.withConverter(type, ABOVE_BUILT_IN, text -> text.isEmpty() ? null : type.cast(convert(type, text)));
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (written(constant).equalsIgnoreCase(text.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(Converters::written)
                        .collect(Collectors.joining(", ")));
    }

    private static String written(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Integer integer(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number up to " + Integer.MAX_VALUE);
        }
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number such as 0.01");
        }
    }

    private static Boolean truth(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static URI httpUrl(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected a URL such as https://acs.example.net:7547/");
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("expected a URL such as https://acs.example.net:7547/");
        }
        return uri;
    }

    /** For mappings: reads a {@link StoreUrl}. */
    public static final class StoreUrls implements Converter<StoreUrl> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable StoreUrl convert(String text) {
            return text.isEmpty() ? null : StoreUrl.parse(text);
        }
    }

    /** For mappings: reads a path. */
    public static final class Paths implements Converter<Path> {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Path convert(String text) {
            return text.isEmpty() ? null : Path.of(text.strip());
        }
    }
}
