package org.reactiveacs.session;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.Loaded;

/**
 * What a session has in hand of its device.
 *
 * @param device the head
 * @param registration what operators said of it when the session began
 * @param tree the parameters, null while they were not needed
 * @param compliance how policies fared so far; comes with the tree
 * @param traits what was learned of the model
 */
public record DeviceView(
        Device device,
        Registration registration,
        @Nullable ParameterTree tree,
        Compliance compliance,
        ModelTraits traits) {

    /** Without what is only read when it is needed. */
    public static DeviceView of(Device device, Registration registration, ModelTraits traits) {
        return new DeviceView(device, registration, null, Compliance.NONE, traits);
    }

    public DeviceView with(Loaded loaded) {
        return new DeviceView(device, registration, loaded.tree(), loaded.compliance(), traits);
    }
}
