package org.reactiveacs.cwmp.codec;

import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.device.ParameterType;

/** The attributes of the element that has just begun, matched by local name. */
public final class Attributes {
    private final XMLStreamReader xml;

    public Attributes(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** The text of an attribute, null when there is none of that name. */
    public @Nullable String get(String localName) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(localName)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Notes what the attributes say of an array's length. */
    void describe(Frame frame) {
        if (frame.shape instanceof ArrayOf) {
            frame.declaredCount = count(get("arrayType"));
        }
    }

    /** Notes the type of a value in its parent. */
    void describeType(Frame parent, Set<Quirk> quirks) {
        String name = get("type");
        ParameterType type = name == null ? ParameterType.UNKNOWN : ParameterType.ofXsdName(localPart(name));
        parent.typed(type);
        if (type == ParameterType.UNKNOWN) {
            quirks.add(name == null ? Quirk.MISSING_TYPE : Quirk.UNKNOWN_TYPE);
        }
    }

    /** Notes the type of a structure in itself. */
    void describeElement(Frame frame) {
        String name = get("type");
        if (name != null) {
            frame.typedElement(localPart(name));
        }
    }

    private static String localPart(String name) {
        return name.substring(name.lastIndexOf(':') + 1).strip();
    }

    /** The number in the last brackets, -1 when there is none. */
    private static int count(@Nullable String arrayType) {
        int open = arrayType == null ? -1 : arrayType.lastIndexOf('[');
        if (arrayType == null || open < 0) {
            return -1;
        }
        int count = 0;
        for (int i = open + 1; i < arrayType.length() && arrayType.charAt(i) != ']'; i++) {
            int digit = Character.digit(arrayType.charAt(i), 10);
            if (digit < 0 || count > 99_999_999) {
                return Integer.MAX_VALUE;
            }
            count = count * 10 + digit;
        }
        return count;
    }
}
