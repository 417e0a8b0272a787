package org.reactiveacs.store.record;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ModelTraits;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was learned of a model, in two records. Versions before there were paths of MAC addresses refuse a record with
 * anything that they do not know, so those stand in one of their own, which such versions neither read nor write. From
 * then on what is unknown is left out when it is read: it is learned again.
 */
public final class TraitsCodec {

    private static final JsonMapper MAPPER = TaskCodec.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .withConfigOverride(Set.class, type -> type.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
            .addMixIn(ModelTraits.class, WithoutMacPaths.class)
            .build();

    private TraitsCodec() {}

    /** All but the paths of MAC addresses. */
    public static byte[] encode(ModelTraits traits) {
        return TaskCodec.encode(traits, MAPPER);
    }

    /** The paths of MAC addresses. */
    public static byte[] encodeMacPaths(ModelTraits traits) {
        return TaskCodec.encode(new MacPaths(new TreeSet<>(traits.macPaths())), MAPPER);
    }

    /** Both together; what is null was never learned. */
    public static ModelTraits decode(byte @Nullable [] traits, byte @Nullable [] macPaths) {
        var known = traits == null ? ModelTraits.NONE : TaskCodec.decode(traits, ModelTraits.class, MAPPER);
        return macPaths == null
                ? known
                : known.withMacPaths(
                        TaskCodec.decode(macPaths, MacPaths.class, MAPPER).paths());
    }

    record MacPaths(Set<String> paths) {}

    @JsonIgnoreProperties("macPaths")
    interface WithoutMacPaths {}
}
