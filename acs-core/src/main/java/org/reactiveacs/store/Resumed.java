package org.reactiveacs.store;

import org.reactiveacs.device.Device;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Registration;

/**
 * A session under way, as read back.
 *
 * @param session as committed last
 * @param version to commit against
 * @param device the head
 * @param registration what operators said
 * @param traits what was learned of the model
 */
public record Resumed(
        StoredSession session, long version, Device device, Registration registration, ModelTraits traits) {}
