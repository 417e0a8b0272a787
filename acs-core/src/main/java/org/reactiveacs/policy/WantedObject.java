package org.reactiveacs.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An instance of an object that must be there with its values, or must not.
 *
 * @param path of the object, with its dot
 * @param keys what it is known by, by name below the instance
 * @param values what it must hold besides
 * @param present false where there must be none
 */
public record WantedObject(
        String path, Map<String, PolicyValue> keys, Map<String, PolicyValue> values, boolean present) {
    public WantedObject {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
