package org.reactiveacs.cwmp.bytes;

/** Tells valid UTF-8 sequences of XML characters from others (Unicode, table 3-7). */
final class Utf8 {

    private Utf8() {}

    /**
     * Judges a byte above 0x7F.
     *
     * @return the length of the valid sequence that it begins; 0 when the bytes end within one; -1 when it begins none;
     *     -3 for the two characters U+FFFE and U+FFFF that XML forbids
     */
    static int judge(byte[] bytes, int at, int to, boolean last) {
        int lead = bytes[at] & 0xFF;
        int length = length(lead);
        if (length == 0) {
            return -1;
        }
        for (int i = 1; i < length; i++) {
            if (at + i >= to) {
                return last ? -1 : 0;
            }
            int next = bytes[at + i] & 0xFF;
            if (next < (i == 1 ? lowest(lead) : 0x80) || next > (i == 1 ? highest(lead) : 0xBF)) {
                return -1;
            }
        }
        boolean noncharacter = lead == 0xEF && (bytes[at + 1] & 0xFF) == 0xBF && (bytes[at + 2] & 0xFF) >= 0xBE;
        return noncharacter ? -3 : length;
    }

    private static int length(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    private static int lowest(int lead) {
        return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    }

    private static int highest(int lead) {
        return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }
}
