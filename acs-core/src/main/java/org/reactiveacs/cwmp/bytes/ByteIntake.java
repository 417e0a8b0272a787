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
        byte[] joined = Arrays.copyOf(first, first.length + to - from);
        System.arraycopy(bytes, from, joined, first.length, to - from);
        first = joined;
        if (first.length >= 4) {
            begin();
        }
    }

    /** No more bytes will come. */
    public void finish() {
        if (!begun) {
            begin();
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

    private void begin() {
        begun = true;
        Charset charset = wideCharset();
        if (charset != null) {
            quirks.add(Quirk.OTHER_CHARSET);
            wide = new Transcoder(charset, prologue::feed);
        }
        byte[] bytes = first;
        first = new byte[0];
        decoded(bytes, 0, bytes.length);
    }

    private @Nullable Charset wideCharset() {
        int head = first.length < 4 ? 0 : ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
        if (head == 0xFEFF || (head == 0x003C && first[2] == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return head == 0xFFFE || (head == 0x3C00 && first[3] == 0) ? StandardCharsets.UTF_16LE : null;
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
