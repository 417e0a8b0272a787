package org.reactiveacs.simulator.cpe;

import java.util.Locale;
import org.reactiveacs.cwmp.DeviceIdStruct;

/**
 * Who a simulated CPE is.
 *
 * @param oui six hexadecimal digits
 * @param productClass of its kind
 * @param serialNumber unique among those of the OUI
 * @param number of the device in its fleet, from which addresses are made
 */
public record CpeIdentity(String oui, String productClass, String serialNumber, int number) {
    /** Who made all of them. */
    public static final String MANUFACTURER = "Reactive ACS Simulator";

    private static final int MACS_PER_DEVICE = 16;

    DeviceIdStruct struct() {
        return new DeviceIdStruct(MANUFACTURER, oui, productClass, serialNumber);
    }

    /** One of the device's 16 MAC addresses. */
    String mac(int index) {
        int low = number * MACS_PER_DEVICE + Math.floorMod(index, MACS_PER_DEVICE);
        String digits = oui + String.format(Locale.ROOT, "%06X", low & 0xffffff);
        return digits.replaceAll("(..)(?!$)", "$1:");
    }

    /** The address on the WAN side, of the range that carriers share. */
    String ip() {
        int low = number + 256;
        return "100." + (64 + (low >> 16 & 63)) + '.' + (low >> 8 & 255) + '.' + (low & 255);
    }
}
