package org.reactiveacs.cwmp.bytes;

/** What the fast scan makes of a byte; all but {@link #PLAIN} need a second look. */
final class ByteKind {
    static final byte PLAIN = 0;
    static final byte LESS_THAN = 1;
    static final byte AMPERSAND = 2;
    static final byte DASH = 3;
    static final byte BRACKET = 4;
    static final byte CONTROL = 5;
    static final byte HIGH = 6;

    static final byte[] OF = table();

    private ByteKind() {}

    private static byte[] table() {
        byte[] kinds = new byte[256];
        for (int value = 0; value < 0x20; value++) {
            kinds[value] = CONTROL;
        }
        kinds['\t'] = PLAIN;
        kinds['\n'] = PLAIN;
        kinds['\r'] = PLAIN;
        kinds['<'] = LESS_THAN;
        kinds['&'] = AMPERSAND;
        kinds['-'] = DASH;
        kinds[']'] = BRACKET;
        for (int value = 0x80; value < 0x100; value++) {
            kinds[value] = HIGH;
        }
        return kinds;
    }
}
