package org.reactiveacs.cwmp;

/**
 * The identity that a CPE claims in its {@link Inform} (TR-069 A6 §A.3.3.1, table 37).
 *
 * Blanks around each part are not kept.
 *
 * @param manufacturer for people only, at most 64 characters
 * @param oui six hexadecimal digits by the letter; kept as sent
 * @param productClass at most 64 characters, may be empty
 * @param serialNumber unique within OUI and product class; any characters
 */
public record DeviceIdStruct(String manufacturer, String oui, String productClass, String serialNumber) {}
