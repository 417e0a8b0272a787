package org.reactiveacs.cwmp.codec;

import java.util.EnumMap;
import java.util.Map;
import org.reactiveacs.device.ParameterType;

/** The xsi:type attributes of values. */
final class Types {
    private static final Map<ParameterType, byte[]> ATTRIBUTES = attributes();

    private Types() {}

    /** The attribute with a blank before and the end of the start tag after it. */
    static byte[] attribute(ParameterType type) {
        return ATTRIBUTES.getOrDefault(type, new byte[0]);
    }

    private static Map<ParameterType, byte[]> attributes() {
        Map<ParameterType, byte[]> attributes = new EnumMap<>(ParameterType.class);
        for (ParameterType type : ParameterType.values()) {
            // XML Schema has no type base64, the SOAP encoding has.
            String prefix = type == ParameterType.BASE64 ? "soap-enc" : "xsd";
            attributes.put(type, Tag.bytes(" xsi:type=\"" + prefix + ":" + type.xsdName() + "\">"));
        }
        return attributes;
    }
}
