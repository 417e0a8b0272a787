package org.reactiveacs.device;

/**
 * Who a CPE says it is: the {@code DeviceIdStruct} of its Inform (TR-069 A6 §A.3.3.1), texts as sent.
 *
 * @param manufacturer the manufacturer's name, for display only
 * @param oui the organizationally unique identifier, usually six hexadecimal digits
 * @param productClass the product class, empty when the device has none
 * @param serialNumber the serial number, unique within the OUI (and product class) if the vendor kept to the standard
 */
public record Identity(String manufacturer, String oui, String productClass, String serialNumber) {}
