package org.reactiveacs.policy.alias;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.VersionRange;

/**
 * What a name stands for.
 *
 * @param paths the first that fits a device is its own
 */
record Alias(List<ModelPath> paths) {

    Alias {
        paths = List.copyOf(paths);
    }

    /**
     * The path of some devices.
     *
     * @param model whose data model this is, null for any
     * @param manufacturer whose manufacturer fits, null for any
     * @param productClass whose product class fits, null for any
     * @param softwareVersion whose firmware is within, null for any
     * @param path in which {@code {root}} stands for the data model's root
     */
    record ModelPath(
            @Nullable DataModel model,
            @Nullable Wildcard manufacturer,
            @Nullable Wildcard productClass,
            @Nullable VersionRange softwareVersion,
            String path) {

        private boolean fits(Device device, DataModel of) {
            return (model == null || model == of)
                    && (manufacturer == null
                            || manufacturer.matches(device.identity().manufacturer()))
                    && (productClass == null
                            || productClass.matches(device.identity().productClass()))
                    && (softwareVersion == null || softwareVersion.contains(device.softwareVersion()));
        }
    }

    /** Whether any of the paths is a secret's. */
    boolean isSecret() {
        return paths.stream().anyMatch(one -> Secrets.isSecret(one.path()));
    }

    /** The device's own path, null if it has none. */
    @Nullable
    String path(Device device, DataModel model) {
        for (var one : paths) {
            if (one.fits(device, model)) {
                return one.path().replace("{root}", model.root());
            }
        }
        return null;
    }
}
