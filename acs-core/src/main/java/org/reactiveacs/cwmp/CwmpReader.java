package org.reactiveacs.cwmp;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpReadException.Kind;
import org.reactiveacs.cwmp.bytes.ByteIntake;
import org.reactiveacs.cwmp.codec.EnvelopeBuilder;
import org.reactiveacs.cwmp.codec.EnvelopeBuilder.Refusal;
import org.reactiveacs.cwmp.codec.Epilogue;
import org.reactiveacs.cwmp.codec.TextBuffer;

/**
 * Reads one body: feed its chunks as they arrive, then {@link #finish}.
 *
 * <p>Nothing of the body is kept but the message being built. What devices send wrongly and can be understood is mended
 * and noted ({@link Quirk}); the outcome does not depend on where chunks end. A reader that has thrown is done with and
 * throws the same again. Not thread-safe; {@link #close} may be called at any time and any number of times.
 */
public final class CwmpReader implements AutoCloseable {
    private static final int SLICE = 8192;

    /** To be cloned, which asks nobody for all that there are. */
    private static final EnumSet<Quirk> NO_QUIRKS = EnumSet.noneOf(Quirk.class);

    private final CwmpLimits limits;
    private final Set<Quirk> quirks = NO_QUIRKS.clone();
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml = LenientScanner.reader(quirks);
    private final ByteIntake intake;
    private final EnvelopeBuilder envelope;
    private final TextBuffer text;
    private final Epilogue epilogue = new Epilogue();
    private long received;
    private long parsed;
    private long sinceEvent;
    private int depth;
    private boolean ended;
    private boolean closed;
    private @Nullable CwmpReadException failure;

    private CwmpReader(Sender sender, CwmpLimits limits, @Nullable String charset) {
        this.limits = limits;
        this.intake = new ByteIntake(charset, quirks, this::parse);
        this.envelope = new EnvelopeBuilder(sender, xml, quirks, limits.maxItems());
        this.text = new TextBuffer(limits.maxTextChars());
    }

    /**
     * A reader of what a CPE sends.
     *
     * @param limits when to give up
     * @param charset as the Content-Type names it, perhaps in quotes; null when it names none
     */
    public static CwmpReader fromCpe(CwmpLimits limits, @Nullable String charset) {
        return new CwmpReader(Sender.CPE, limits, charset);
    }

    /** A reader of what an ACS sends; see {@link #fromCpe}. */
    public static CwmpReader fromAcs(CwmpLimits limits, @Nullable String charset) {
        return new CwmpReader(Sender.ACS, limits, charset);
    }

    /**
     * Takes the next bytes, which must not change before this returns.
     *
     * @throws CwmpReadException when the body cannot be understood, as early as that is known
     */
    public void feed(byte[] bytes, int offset, int length) throws CwmpReadException {
        rethrow();
        int room = (int) Math.min(length, limits.maxBytes() - received);
        received += room;
        intake.feed(bytes, offset, offset + room);
        rethrow();
        if (room < length) {
            fail(Kind.LIMIT_EXCEEDED, "the message is longer than " + limits.maxBytes() + " bytes");
            rethrow();
        }
    }

    /** Takes all of an array; see {@link #feed(byte[], int, int)}. */
    public void feed(byte[] bytes) throws CwmpReadException {
        feed(bytes, 0, bytes.length);
    }

    /** Takes what remains in a buffer and moves its position to its limit; see {@link #feed(byte[], int, int)}. */
    public void feed(ByteBuffer buffer) throws CwmpReadException {
        if (buffer.hasArray()) {
            int length = buffer.remaining();
            int offset = buffer.arrayOffset() + buffer.position();
            buffer.position(buffer.limit());
            feed(buffer.array(), offset, length);
            return;
        }
        byte[] slice = new byte[Math.min(SLICE, buffer.remaining())];
        while (buffer.hasRemaining()) {
            int length = Math.min(slice.length, buffer.remaining());
            buffer.get(slice, 0, length);
            feed(slice, 0, length);
        }
    }

    /**
     * Ends the body.
     *
     * @return the envelope; empty when the body was blank, which ends the sender's turn
     * @throws CwmpReadException when the body is cut off or held no message
     */
    public Optional<Envelope> finish() throws CwmpReadException {
        rethrow();
        intake.finish();
        rethrow();
        if (intake.isBlank()) {
            close();
            return Optional.empty();
        }
        if (!ended) {
            fail(Kind.MALFORMED, "the message ends before its envelope does");
            rethrow();
        }
        if (epilogue.sawBytes()) {
            quirks.add(Quirk.TRAILING_BYTES);
        }
        try {
            return Optional.of(envelope.build());
        } catch (Refusal refusal) {
            fail(refusal.kind(), refusal.text());
            throw raised();
        }
    }

    /** Whether nothing but blanks, line ends and NULs has come so far. */
    public boolean isBlank() {
        return intake.isBlank();
    }

    /** The identity in an Inform, as soon as it has been read; null before, and for other messages. */
    public @Nullable DeviceIdStruct deviceId() {
        return envelope.deviceId();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Closing hands the table of names to the next reader, so one with foreign names must not: it would grow for
        // ever.
        if (failure == null && !envelope.hasForeignNames()) {
            try {
                xml.close();
            } catch (XMLStreamException harmless) {
                throw new IllegalStateException("the parser did not close", harmless);
            }
        }
    }

    private boolean parse(byte[] bytes, int from, int to) {
        int at = from;
        while (failure == null && !ended && at < to) {
            int end = Math.min(to, at + SLICE);
            at = parseSlice(bytes, at, end);
        }
        if (failure == null && ended && at < to && epilogue.isSecondDocument(bytes, at, to)) {
            fail(Kind.MORE_THAN_ONE_ENVELOPE, "more than one envelope in a message");
        }
        return failure == null && !ended;
    }

    /** Parses some bytes and returns the index after the last that was used. */
    private int parseSlice(byte[] bytes, int from, int to) {
        sinceEvent += to - from;
        try {
            xml.getInputFeeder().feedInput(bytes, from, to - from);
            while (!ended) {
                int event = xml.next();
                if (event == AsyncXMLStreamReader.EVENT_INCOMPLETE) {
                    break;
                }
                sinceEvent = 0;
                take(event);
            }
            if (sinceEvent > limits.maxTextChars() + (long) SLICE) {
                fail(Kind.LIMIT_EXCEEDED, "a tag or comment is longer than " + limits.maxTextChars() + " bytes");
            }
        } catch (Refusal refusal) {
            fail(refusal.kind(), refusal.text());
        } catch (XMLStreamException | RuntimeException broken) {
            fail(Kind.MALFORMED, "not well-formed XML: " + firstLine(broken));
        }
        if (!ended || failure != null) {
            parsed += to - from;
            return to;
        }
        // The parser counts all bytes it was fed before and adds its index in the array.
        int used = (int) (xml.getLocationInfo().getCurrentLocation().getCharacterOffset() - parsed);
        close();
        return used;
    }

    private void take(int event) throws XMLStreamException, Refusal {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > limits.maxDepth()) {
                    throw new Refusal(Kind.LIMIT_EXCEEDED, "elements are nested deeper than " + limits.maxDepth());
                }
                if (!envelope.wantsText()) {
                    text.clear();
                }
                envelope.start(depth);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                envelope.end(depth, envelope.wantsText() ? text.toString() : "");
                ended = --depth == 0;
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (envelope.wantsText()
                        && !text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength())) {
                    throw new Refusal(
                            Kind.LIMIT_EXCEEDED, "a text is longer than " + limits.maxTextChars() + " characters");
                }
            }
            case XMLStreamConstants.DTD ->
                throw new Refusal(Kind.DTD_REFUSED, "a document type is not allowed in SOAP");
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> envelope.instruction();
            default -> {
                // Comments mean nothing here.
            }
        }
    }

    private static String firstLine(Exception broken) {
        String message = String.valueOf(broken.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private void fail(Kind kind, String message) {
        // The parser gives up on many forms of a document type before it tells of one.
        boolean doctype = intake.sawDoctype() && depth == 0 && kind == Kind.MALFORMED;
        failure = new CwmpReadException(
                doctype ? Kind.DTD_REFUSED : kind,
                doctype ? "a document type is not allowed in SOAP" : message,
                envelope.headerId(),
                envelope.versionIfKnown());
        close();
    }

    private CwmpReadException raised() {
        if (failure == null) {
            throw new IllegalStateException("nothing has failed");
        }
        return failure;
    }

    private void rethrow() throws CwmpReadException {
        if (failure != null) {
            throw failure;
        }
    }
}
