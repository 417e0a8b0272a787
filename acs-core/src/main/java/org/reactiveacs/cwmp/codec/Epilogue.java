package org.reactiveacs.cwmp.codec;

/** Looks at what follows the envelope: blanks, comments, line noise, or a second envelope. */
public final class Epilogue {
    private State state = State.BETWEEN;
    private boolean sawBytes;

    private enum State {
        BETWEEN,
        AFTER_LESS_THAN,
        IN_MARKUP
    }

    /** Takes more bytes and tells whether an element begins among them. */
    public boolean isSecondDocument(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (begins(bytes[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(byte b) {
        switch (state) {
            case BETWEEN -> {
                if (b == '<') {
                    state = State.AFTER_LESS_THAN;
                } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                    sawBytes = true;
                }
            }
            case AFTER_LESS_THAN -> {
                if (b == '_' || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z')) {
                    return true;
                }
                state = State.IN_MARKUP;
            }
            case IN_MARKUP -> state = b == '>' ? State.BETWEEN : State.IN_MARKUP;
        }
        return false;
    }

    /** Whether anything but blanks and markup without meaning has come. */
    public boolean sawBytes() {
        return sawBytes;
    }
}
