package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every key that the mappings know, read from the mappings themselves so that there is no second list to keep. */
final class Keys {
    private static final Map<String, Key> ALL = collect();

    private Keys() {}

    /** All keys by name, sorted. */
    static Map<String, Key> all() {
        return ALL;
    }

    /**
     * One key.
     *
     * @param name as written in the file, such as {@code cwmp.listen}
     * @param type of one value
     * @param list whether it takes several values
     * @param defaultValue as written, or null if the key is optional
     */
    record Key(
            String name,
            Class<?> type,
            boolean list,
            @Nullable String defaultValue) {
        boolean isSecret() {
            return type == Secret.class;
        }
    }

    private static Map<String, Key> collect() {
        Map<String, Key> keys = new TreeMap<>();
        collect("", AcsConfig.class, keys);
        return Collections.unmodifiableMap(keys);
    }

    private static void collect(String prefix, Class<?> group, Map<String, Key> keys) {
        for (Method method : group.getDeclaredMethods()) {
            if (method.isDefault() || method.isSynthetic()) {
                continue;
            }
            String name = prefix + method.getName();
            Class<?> type = method.getReturnType();
            if (type.isInterface() && type.getSimpleName().endsWith("Config")) {
                collect(name + ".", type, keys);
                continue;
            }
            WithDefault annotation = method.getAnnotation(WithDefault.class);
            Type written =
                    type == Optional.class ? argument(method.getGenericReturnType()) : method.getGenericReturnType();
            boolean list = written instanceof ParameterizedType;
            Class<?> value = (Class<?>) (list ? argument(written) : written);
            keys.put(name, new Key(name, value, list, annotation == null ? null : annotation.value()));
        }
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
