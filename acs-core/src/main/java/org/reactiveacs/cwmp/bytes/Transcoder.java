package org.reactiveacs.cwmp.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns bytes of another charset into UTF-8, chunk by chunk; what cannot be decoded becomes U+FFFD. */
final class Transcoder {
    private static final int CHARS = 2048;

    private final CharsetDecoder decoder;
    private final ByteStage next;
    private final CharBuffer chars = CharBuffer.allocate(CHARS);
    private byte[] held = {};

    Transcoder(Charset charset, ByteStage next) {
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        this.next = next;
    }

    void feed(byte[] bytes, int from, int to) {
        byte[] joined = Arrays.copyOf(held, held.length + to - from);
        System.arraycopy(bytes, from, joined, held.length, to - from);
        ByteBuffer in = ByteBuffer.wrap(joined);
        decode(in, false);
        held = Arrays.copyOfRange(joined, in.position(), joined.length);
    }

    void finish() {
        decode(ByteBuffer.wrap(held), true);
        held = new byte[0];
        decoder.flush(chars);
        pass(true);
    }

    private void decode(ByteBuffer in, boolean last) {
        while (decoder.decode(in, chars, last).isOverflow()) {
            pass(false);
        }
        pass(false);
    }

    /** Hands on what was decoded; a high surrogate waits for its partner. */
    private void pass(boolean last) {
        chars.flip();
        int length = chars.remaining();
        boolean split = length > 0 && !last && Character.isHighSurrogate(chars.get(length - 1));
        CharBuffer whole = chars.slice(0, split ? length - 1 : length);
        byte[] utf8 = whole.toString().getBytes(StandardCharsets.UTF_8);
        chars.position(whole.length());
        chars.compact();
        if (utf8.length > 0) {
            next.feed(utf8, 0, utf8.length);
        }
    }
}
