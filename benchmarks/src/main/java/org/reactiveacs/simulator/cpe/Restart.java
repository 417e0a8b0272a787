package org.reactiveacs.simulator.cpe;

/** What the device does once its session is over. */
sealed interface Restart {
    /** Nothing. */
    record None() implements Restart {}

    /** Boots, because the ACS said so. */
    record ByReboot(String commandKey) implements Restart {}

    /** Boots, because the power came back. */
    record ByPower() implements Restart {}

    /** Boots as it left the factory. */
    record ByFactoryReset() implements Restart {}

    /** Boots into new firmware. */
    record ByFirmware(String version) implements Restart {}
}
