package org.reactiveacs.policy.expression;

import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;

/**
 * What expressions know of a device. Made for one evaluation after the other on one thread; what nobody asks for costs nothing.
 */
public final class Scope implements CelVariableResolver {

    private final Facts facts;
    private final Map<String, Object> found = new HashMap<>();

    /**
     * What there is to know.
     *
     * @param device the head
     * @param subscriber the id of the device's subscriber, empty if there is none
     * @param params values by path
     * @param tags of the device
     * @param vars variables by name
     * @param changed paths that this Inform reported as changed
     * @param secrets gives the password derived for the device for a purpose, null for a purpose that there is not
     * @param server this server
     * @param now the time
     */
    public record Facts(
            Device device,
            String subscriber,
            Map<String, String> params,
            Set<String> tags,
            Map<String, String> vars,
            List<String> changed,
            Secrets secrets,
            Server server,
            Instant now) {}

    /** Derives passwords of a device, by purpose. */
    @FunctionalInterface
    public interface Secrets {
        /** There are none. */
        Secrets NONE = purpose -> null;

        @Nullable
        String of(String purpose);
    }

    public Scope(Facts facts) {
        this.facts = facts;
    }

    @Override
    public Optional<Object> find(String name) {
        var known = found.get(name);
        if (known == null) {
            known = value(name);
            if (known != null) {
                found.put(name, known);
            }
        }
        return Optional.ofNullable(known);
    }

    private @Nullable Object value(String name) {
        return switch (name) {
            case Expressions.DEVICE -> device();
            case Expressions.PARAMS -> facts.params();
            case Expressions.TAGS -> List.copyOf(facts.tags());
            case Expressions.VARS -> facts.vars();
            case Expressions.INFORM -> Map.of("events", facts.device().contact().events(), "changed", facts.changed());
            case Expressions.SECRETS -> new Derived(facts.secrets());
            case Expressions.ACS -> facts.server().view();
            case Expressions.NOW -> facts.now();
            default -> null;
        };
    }

    private Map<String, Object> device() {
        var device = facts.device();
        var identity = device.identity();
        var map = new LinkedHashMap<String, Object>();
        map.put("id", device.id().value());
        map.put("oui", identity.oui());
        map.put("productClass", identity.productClass());
        map.put("serialNumber", identity.serialNumber());
        map.put("manufacturer", identity.manufacturer());
        map.put("softwareVersion", device.softwareVersion());
        map.put("hardwareVersion", device.hardwareVersion());
        map.put("peer", device.contact().peer());
        map.put("macs", device.macs());
        map.put("hash", hash(device.id().value()));
        map.put("subscriber", facts.subscriber());
        return map;
    }

    /** A number of 0 to 2^31 - 1 that spreads devices evenly and is a device's own for ever. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        return hash & Integer.MAX_VALUE;
    }

    /** Passwords are derived when they are asked for, and never listed. */
    private static final class Derived extends AbstractMap<String, String> {
        private final Secrets secrets;

        Derived(Secrets secrets) {
            this.secrets = secrets;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public @Nullable String get(@Nullable Object key) {
            return key instanceof String purpose ? secrets.of(purpose) : null;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of();
        }
    }
}
