package org.reactiveacs.device;

/**
 * Which parts of an {@link Identity} make a device's id. Fixed when a store is created.
 */
public enum IdentityScheme {
    /** OUI and serial number (TR-069 A6 §3.4.4); the default. */
    OUI_SERIAL,
    /** OUI, product class and serial number, for fleets whose vendors reuse serials across product classes. */
    OUI_CLASS_SERIAL
}
