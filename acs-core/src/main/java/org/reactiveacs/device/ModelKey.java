package org.reactiveacs.device;

/**
 * What makes devices alike: they share a {@link DeviceModel} and what was learned of their ways.
 *
 * @param oui the OUI
 * @param productClass the product class
 * @param softwareVersion the firmware version, empty when the Inform did not tell
 */
public record ModelKey(String oui, String productClass, String softwareVersion) {

    /** One line of text that no other key has. */
    public String text() {
        return oui + '\t' + productClass + '\t' + softwareVersion;
    }
}
