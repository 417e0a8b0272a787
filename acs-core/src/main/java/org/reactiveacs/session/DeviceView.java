package org.reactiveacs.session;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;

/**
 * What a session has in hand of its device.
 *
 * @param device the head
 * @param tree the parameters, null while they were not needed
 * @param traits what was learned of the model
 */
public record DeviceView(Device device, @Nullable ParameterTree tree, ModelTraits traits) {
    public DeviceView withTree(ParameterTree loaded) {
        return new DeviceView(device, loaded, traits);
    }
}
