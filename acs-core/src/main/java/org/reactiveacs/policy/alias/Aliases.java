package org.reactiveacs.policy.alias;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.PathNames;

/** Names that stand for a parameter of any data model, such as {@code wifi.24.ssid}. Immutable. */
public final class Aliases implements PathNames {

    public static final Aliases NONE = new Aliases(Map.of());

    private final Map<String, Alias> byName;
    private final long fingerprint;

    Aliases(Map<String, Alias> byName) {
        this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
        this.fingerprint = this.byName.toString().hashCode();
    }

    /** Changes with what any of them stands for; the same in every process. */
    public long fingerprint() {
        return fingerprint;
    }

    /** Whether a text is a path as it stands: it begins with the root of a data model. */
    public static boolean isPath(String text) {
        for (var model : DataModel.values()) {
            if (text.startsWith(model.root())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean knows(String name) {
        return byName.containsKey(name);
    }

    @Override
    public boolean isSecret(String name) {
        var alias = byName.get(name);
        return alias == null || alias.isSecret();
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** These, and those of others where these say nothing. */
    public Aliases over(Aliases others) {
        var all = new TreeMap<>(others.byName);
        all.putAll(byName);
        return new Aliases(all);
    }

    @Override
    public @Nullable String path(String text, Device device) {
        if (isPath(text)) {
            return text;
        }
        var alias = byName.get(text);
        var model = device.dataModel();
        return alias == null || model == null ? null : alias.path(device, model);
    }
}
