package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.reactiveacs.cwmp.ParameterValueStruct;

/**
 * Keeps requests below the 32,768 bytes that a CPE must take (TR-069 A6 §3.5). Sizes are counted from above: text as if
 * every character took as much as the longest form of its kind.
 */
final class RequestSize {

    /** What items may take, with room left for the envelope around them. */
    static final int ITEM_BYTES = 30_000;

    private static final int NAME_OVERHEAD = "<string></string>".length() + 2;

    private static final int VALUE_OVERHEAD =
            "<ParameterValueStruct><Name></Name><Value xsi:type=\"xsd:unsignedLong\"></Value></ParameterValueStruct>"
                            .length()
                    + 4;

    private RequestSize() {}

    static int ofName(String name) {
        return NAME_OVERHEAD + ofText(name);
    }

    static int ofValue(ParameterValueStruct value) {
        return VALUE_OVERHEAD + ofText(value.name()) + ofText(value.value());
    }

    private static int ofText(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '\r') {
                bytes += 6;
            } else {
                bytes += c < 0x80 ? 1 : 3;
            }
        }
        return bytes;
    }

    /**
     * Parts items into lists of at most {@code most} that fit a request each. An item that fits none stands alone.
     */
    static <T> List<List<T>> parts(List<T> items, int most, ToIntFunction<T> size) {
        var parts = new ArrayList<List<T>>();
        var part = new ArrayList<T>();
        int bytes = 0;
        for (var item : items) {
            int itemBytes = size.applyAsInt(item);
            if (!part.isEmpty() && (part.size() >= most || bytes + itemBytes > ITEM_BYTES)) {
                parts.add(List.copyOf(part));
                part.clear();
                bytes = 0;
            }
            part.add(item);
            bytes += itemBytes;
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }
}
