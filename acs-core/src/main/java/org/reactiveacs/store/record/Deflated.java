package org.reactiveacs.store.record;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflated records: a format byte, then the raw deflate stream of the rest, perhaps begun with a preset dictionary. */
final class Deflated {

    /** What a dictionary may hold: beyond it deflate would not look back. */
    static final int MAX_DICTIONARY_BYTES = 32 * 1024 - 262;

    private static final byte[] NO_DICTIONARY = {};

    private Deflated() {}

    static byte[] pack(byte format, byte[] plain) {
        return pack(format, plain, NO_DICTIONARY);
    }

    static byte[] pack(byte format, byte[] plain, byte[] dictionary) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            if (dictionary.length > 0) {
                deflater.setDictionary(dictionary);
            }
            deflater.setInput(plain);
            deflater.finish();
            var out = new ByteArrayOutputStream(plain.length / 4 + 64);
            out.write(format);
            var buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static byte[] unpack(byte format, byte[] packed, String what) {
        return unpack(format, packed, NO_DICTIONARY, what);
    }

    static byte[] unpack(byte format, byte[] packed, byte[] dictionary, String what) {
        if (packed.length == 0 || packed[0] != format) {
            throw new IllegalStateException(what + " has format " + (packed.length == 0 ? "none" : packed[0])
                    + ", this version reads " + format);
        }
        var inflater = new Inflater(true);
        try {
            if (dictionary.length > 0) {
                inflater.setDictionary(dictionary); // A raw stream does not ask for it.
            }
            inflater.setInput(packed, 1, packed.length - 1);
            var out = new ByteArrayOutputStream(packed.length * 4);
            var buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) {
                    throw new IllegalStateException(what + " ends too early");
                }
                out.write(buffer, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException(what + " is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
