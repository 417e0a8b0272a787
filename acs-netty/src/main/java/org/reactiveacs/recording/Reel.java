package org.reactiveacs.recording;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.reactiveacs.capture.CapturedMessage;
import org.reactiveacs.capture.SecretMask;
import org.reactiveacs.capture.Tap.Overheard;

/** The messages of one device that this node has written, by their names. */
final class Reel {
    private final Deque<String> names = new ArrayDeque<>();

    /** Notes what was written, and says what is too much now: the oldest. */
    List<String> beyond(Collection<String> written, int most) {
        names.addAll(written);
        List<String> tooMany = new ArrayList<>();
        while (names.size() > most) {
            tooMany.add(names.remove());
        }
        return tooMany;
    }

    /** A name that sorts by time, and that no other message has. */
    static String name(Instant at, long sequence, String node) {
        return String.format(Locale.ROOT, "%013d-%08d-%s", at.toEpochMilli(), sequence % 100_000_000, node);
    }

    /** What is kept of a message. */
    static CapturedMessage message(Instant at, String node, Overheard heard) {
        return new CapturedMessage(
                at,
                node,
                heard.peer(),
                heard.direction(),
                heard.status(),
                heard.bytes(),
                SecretMask.of(text(heard.beginning())),
                heard.beginning().length < heard.bytes());
    }

    /** Nearly all are UTF-8, perhaps cut off within a character; those that are not mostly are Latin-1. */
    private static String text(byte[] bytes) {
        var text = CharBuffer.allocate(bytes.length);
        var end = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, false);
        return end.isError()
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : text.flip().toString();
    }
}
