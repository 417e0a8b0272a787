package org.reactiveacs.cwmp.bytes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;

/**
 * The way of a body's bytes to the parser: UTF-16 is recognised, the {@link Prologue} taken off, a declared charset
 * turned into UTF-8, and the rest passed through the {@link ByteMender}.
 */
public final class ByteIntake {
    /** Bytes that show whether two make a character. */
    private static final int ENOUGH = 4;

    private final @Nullable String contentTypeCharset;
    private final Set<Quirk> quirks;
    private final ByteMender mender;
    private final Prologue prologue;
    private @Nullable Transcoder wide;
    private @Nullable Transcoder narrow;
    private byte[] first = {};
    private boolean begun;

    /**
     * An intake for one body.
     *
     * @param contentTypeCharset the charset that the transport named, perhaps in quotes; null when it named none
     * @param quirks where deviations are noted
     * @param out takes well-formed UTF-8 without a declaration
     */
    public ByteIntake(@Nullable String contentTypeCharset, Set<Quirk> quirks, ByteRuns out) {
        this.contentTypeCharset = contentTypeCharset;
        this.quirks = quirks;
        this.mender = new ByteMender(out, quirks);
        this.prologue = new Prologue(quirks, this::body);
    }

    public void feed(byte[] bytes, int from, int to) {
        if (begun) {
            decoded(bytes, from, to);
            return;
        }
        if (first.length == 0 && to - from >= ENOUGH) {
            begin(bytes, from, to);
            return;
        }
        byte[] joined = Arrays.copyOf(first, first.length + to - from);
        System.arraycopy(bytes, from, joined, first.length, to - from);
        first = joined;
        if (first.length >= ENOUGH) {
            begin(first, 0, first.length);
        }
    }

    /** No more bytes will come. */
    public void finish() {
        if (!begun) {
            begin(first, 0, first.length);
        }
        if (wide != null) {
            wide.finish();
        }
        prologue.finish();
        if (narrow != null) {
            narrow.finish();
        }
        mender.finish();
    }

    /** Whether nothing but blanks, line ends and NULs has come; final after {@link #finish}. */
    public boolean isBlank() {
        return prologue.isBlank();
    }

    /** Whether a document type declaration has come. */
    public boolean sawDoctype() {
        return mender.sawDoctype();
    }

    private void begin(byte[] bytes, int from, int to) {
        begun = true;
        first = new byte[0];
        Charset charset = to - from < ENOUGH ? null : wideCharset(bytes, from);
        if (charset != null) {
            quirks.add(Quirk.OTHER_CHARSET);
            wide = new Transcoder(charset, prologue::feed);
        }
        decoded(bytes, from, to);
    }

    private static @Nullable Charset wideCharset(byte[] bytes, int from) {
        int head = ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
        if (head == 0xFEFF || (head == 0x003C && bytes[from + 2] == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return head == 0xFFFE || (head == 0x3C00 && bytes[from + 3] == 0) ? StandardCharsets.UTF_16LE : null;
    }

    private void decoded(byte[] bytes, int from, int to) {
        if (wide != null) {
            wide.feed(bytes, from, to);
        } else {
            prologue.feed(bytes, from, to);
        }
    }

    private void body(byte[] bytes, int from, int to) {
        if (narrow == null && prologue.justEnded() && wide == null) {
            Charset charset = Charsets.choose(contentTypeCharset, prologue.declaredCharset(), quirks);
            narrow = charset == null ? null : new Transcoder(charset, mender::feed);
        }
        if (narrow != null) {
            narrow.feed(bytes, from, to);
        } else {
            mender.feed(bytes, from, to);
        }
    }
}
