package org.reactiveacs.cwmp.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;

/**
 * Takes off what stands before the root element: byte order mark, blanks, and the XML declaration, whose encoding it
 * remembers. The parser behind reads UTF-8 only and needs no declaration.
 */
final class Prologue {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DECLARATION = "<?xml".getBytes(StandardCharsets.US_ASCII);
    private static final String USUAL_CHARSET = "UTF-8";
    private static final byte[] USUAL =
            ("<?xml version=\"1.0\" encoding=\"" + USUAL_CHARSET + "\"?>").getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_DECLARATION = 1024;
    private static final int USUAL_DECLARATION = 64;
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']\\s*([^\"']*)");

    private final Set<Quirk> quirks;
    private final ByteStage next;
    private byte[] held = new byte[USUAL_DECLARATION];
    private int length;
    private boolean sawBlank;
    private boolean over;
    private boolean first = true;
    private @Nullable String declaredCharset;

    Prologue(Set<Quirk> quirks, ByteStage next) {
        this.quirks = quirks;
        this.next = next;
    }

    void feed(byte[] bytes, int from, int to) {
        int at = from;
        if (!over && length == 0 && isUsual(bytes, from, to)) {
            declaredCharset = USUAL_CHARSET;
            declared();
            at += USUAL.length;
        }
        while (!over && at < to) {
            take(bytes[at++]);
        }
        if (at < to) {
            pass(bytes, at, to);
        }
    }

    void finish() {
        if (!over && length > 0) {
            end();
        }
    }

    boolean isBlank() {
        return !over && length == 0;
    }

    /** The encoding that the declaration named, null when it or the declaration is missing. */
    @Nullable
    String declaredCharset() {
        return declaredCharset;
    }

    /** True while the first bytes after the prologue are handed on. */
    boolean justEnded() {
        return first;
    }

    private void take(byte b) {
        if (length == 0 && isBlank(b)) {
            sawBlank = true;
            return;
        }
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
        }
        held[length++] = b;
        if (isBegunBy(BYTE_ORDER_MARK)) {
            if (length == BYTE_ORDER_MARK.length) {
                quirks.add(Quirk.BYTE_ORDER_MARK);
                length = 0;
            }
        } else if (!isBegunBy(DECLARATION) || (length == DECLARATION.length + 1 && !isBlank(b))) {
            end();
        } else if (b == '>' && held[length - 2] == '?') {
            declare();
        } else if (length == LONGEST_DECLARATION) {
            end();
        }
    }

    private void declare() {
        Matcher encoding = ENCODING.matcher(new String(held, 0, length, StandardCharsets.ISO_8859_1));
        declaredCharset = encoding.find() ? encoding.group(1) : null;
        declared();
    }

    private void declared() {
        if (sawBlank) {
            quirks.add(Quirk.LEADING_BLANK);
        }
        length = 0;
        over = true;
    }

    private static boolean isUsual(byte[] bytes, int from, int to) {
        return to - from >= USUAL.length && Arrays.equals(bytes, from, from + USUAL.length, USUAL, 0, USUAL.length);
    }

    private void end() {
        over = true;
        pass(held, 0, length);
    }

    private void pass(byte[] bytes, int from, int to) {
        next.feed(bytes, from, to);
        first = false;
    }

    private boolean isBegunBy(byte[] token) {
        int compared = Math.min(length, token.length);
        return Arrays.equals(held, 0, compared, token, 0, compared);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == 0;
    }
}
