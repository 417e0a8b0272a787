package org.reactiveacs.cwmp.bytes;

import java.util.Arrays;
import java.util.Set;
import org.reactiveacs.cwmp.Quirk;

/**
 * Makes well-formed UTF-8 of what devices send: bare ampersands are escaped, characters that XML forbids become U+FFFD
 * (raw or as a reference), and a byte that belongs to no valid UTF-8 sequence is taken as latin-1.
 *
 * <p>Clean bytes pass in runs of the caller's own array. What cannot be judged before more bytes come (at most
 * {@value #LONGEST_TOKEN}) is held back, so the output is the same wherever chunks end. Comments and CDATA keep their
 * ampersands.
 */
final class ByteMender {
    private static final int LONGEST_TOKEN = 16;
    private static final byte[] ESCAPED_AMPERSAND = {'&', 'a', 'm', 'p', ';'};
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private final ByteRuns out;
    private final Set<Quirk> quirks;
    private final byte[] latin = new byte[2];
    private byte[] held = {};
    private Section section = Section.TEXT;
    private boolean ended;
    private boolean sawDoctype;

    private enum Section {
        TEXT,
        COMMENT,
        CDATA
    }

    ByteMender(ByteRuns out, Set<Quirk> quirks) {
        this.out = out;
        this.quirks = quirks;
    }

    /** Whether a document type declaration has been let through. */
    boolean sawDoctype() {
        return sawDoctype;
    }

    void feed(byte[] bytes, int from, int to) {
        if (held.length == 0) {
            scanAndHold(bytes, from, to);
            return;
        }
        byte[] joined = Arrays.copyOf(held, held.length + to - from);
        System.arraycopy(bytes, from, joined, held.length, to - from);
        held = new byte[0];
        scanAndHold(joined, 0, joined.length);
    }

    void finish() {
        scan(held, 0, held.length, true);
        held = new byte[0];
    }

    private void scanAndHold(byte[] bytes, int from, int to) {
        int consumed = scan(bytes, from, to, false);
        if (consumed < to) {
            held = Arrays.copyOfRange(bytes, consumed, to);
        }
    }

    /** Lets through what it can judge and returns the index of the first byte that it cannot judge yet. */
    private int scan(byte[] bytes, int from, int to, boolean last) {
        int run = from;
        int at = from;
        while (at < to && !ended) {
            byte kind = ByteKind.OF[bytes[at] & 0xFF];
            if (kind == ByteKind.PLAIN || isPlainHere(kind, bytes, at, to)) {
                at++;
                continue;
            }
            int verdict = judge(kind, bytes, at, to, last);
            if (verdict > 0) {
                at += verdict;
            } else if (verdict == 0) {
                emit(bytes, run, at);
                return ended ? emitRest(bytes, at, to) : at;
            } else {
                emit(bytes, run, at);
                if (ended) {
                    return emitRest(bytes, at, to);
                }
                at += mend(kind, bytes, at, -verdict);
                run = at;
            }
        }
        emit(bytes, run, to);
        return to;
    }

    /** Almost all that is suspicious: the beginning of a tag, and marks that mean something elsewhere. */
    private boolean isPlainHere(byte kind, byte[] bytes, int at, int to) {
        return switch (kind) {
            case ByteKind.LESS_THAN -> section != Section.TEXT || at + 1 < to && bytes[at + 1] != '!';
            case ByteKind.DASH -> section != Section.COMMENT;
            case ByteKind.BRACKET -> section != Section.CDATA;
            case ByteKind.AMPERSAND -> section != Section.TEXT;
            default -> false;
        };
    }

    private void emit(byte[] bytes, int from, int to) {
        if (from < to && !out.accept(bytes, from, to)) {
            ended = true;
        }
    }

    private int emitRest(byte[] bytes, int from, int to) {
        emit(bytes, from, to);
        return to;
    }

    /** How many bytes may stand as they are, 0 when it depends on what follows, or minus how many must be mended. */
    private int judge(byte kind, byte[] bytes, int at, int to, boolean last) {
        return switch (kind) {
            case ByteKind.LESS_THAN -> opening(bytes, at, to, last);
            case ByteKind.DASH -> closing(Token.COMMENT_END, bytes, at, to, last);
            case ByteKind.BRACKET -> closing(Token.CDATA_END, bytes, at, to, last);
            case ByteKind.AMPERSAND -> Reference.judge(bytes, at, to, last);
            case ByteKind.HIGH -> Utf8.judge(bytes, at, to, last);
            default -> -1;
        };
    }

    private int opening(byte[] bytes, int at, int to, boolean last) {
        int comment = Token.match(Token.COMMENT_START, bytes, at, to);
        int cdata = Token.match(Token.CDATA_START, bytes, at, to);
        if (comment > 0) {
            section = Section.COMMENT;
            return comment;
        }
        if (cdata > 0) {
            section = Section.CDATA;
            return cdata;
        }
        int doctype = Token.match(Token.DOCTYPE, bytes, at, to);
        if (doctype > 0) {
            return -doctype;
        }
        return (comment == 0 || cdata == 0 || doctype == 0) && !last ? 0 : 1;
    }

    private int closing(byte[] token, byte[] bytes, int at, int to, boolean last) {
        int match = Token.match(token, bytes, at, to);
        if (match > 0) {
            section = Section.TEXT;
            return match;
        }
        return match == 0 && !last ? 0 : 1;
    }

    /** Writes what stands for the next bytes and returns how many of them it stands for. */
    private int mend(byte kind, byte[] bytes, int at, int length) {
        if (kind == ByteKind.LESS_THAN) {
            sawDoctype = true;
            emit(bytes, at, at + length);
        } else if (kind == ByteKind.AMPERSAND && length == 1) {
            quirks.add(Quirk.BARE_AMPERSAND);
            emit(ESCAPED_AMPERSAND, 0, ESCAPED_AMPERSAND.length);
        } else if (kind == ByteKind.HIGH && length == 1) {
            quirks.add(Quirk.INVALID_UTF8);
            int character = bytes[at] & 0xFF;
            latin[0] = (byte) (0xC0 | (character >> 6));
            latin[1] = (byte) (0x80 | (character & 0x3F));
            emit(latin, 0, 2);
        } else {
            quirks.add(Quirk.CONTROL_CHARACTER);
            emit(REPLACEMENT, 0, REPLACEMENT.length);
        }
        return length;
    }

    /** How long a reference may be; no other token that is waited for is longer. */
    static int longestToken() {
        return LONGEST_TOKEN;
    }
}
