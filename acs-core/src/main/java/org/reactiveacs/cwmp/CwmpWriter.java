package org.reactiveacs.cwmp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.codec.RpcTable;
import org.reactiveacs.cwmp.codec.XmlOut;

/**
 * Writes envelopes of both sides by the letter of the standard, straight into bytes of UTF-8.
 *
 * <p>Not thread-safe; one writer may write any number of envelopes and keeps its buffer between them. Characters that XML
 * 1.0 forbids go out as U+FFFD, unknown times as {@code 0001-01-01T00:00:00Z}, truth values as 0 and 1.
 */
public final class CwmpWriter {
    private static final Map<CwmpVersion, byte[]> OPENINGS = openings();
    private static final byte[] HEADER = ascii("<soap-env:Header>");
    private static final byte[] END_HEADER = ascii("</soap-env:Header>");
    private static final byte[] BODY = ascii("<soap-env:Body>");
    private static final byte[] END = ascii("</soap-env:Body></soap-env:Envelope>");

    private final XmlOut out = new XmlOut();

    /** Writes an envelope to a sink, in one call of it. */
    public void write(Envelope envelope, ByteSink sink) {
        render(envelope);
        sink.write(out.buffer(), 0, out.length());
    }

    /** An envelope as bytes of its own. */
    public byte[] toBytes(Envelope envelope) {
        render(envelope);
        return Arrays.copyOf(out.buffer(), out.length());
    }

    /** How many bytes an envelope takes exactly; costs as much as writing it but no copy. */
    public int sizeOf(Envelope envelope) {
        render(envelope);
        return out.length();
    }

    private void render(Envelope envelope) {
        out.reset();
        out.raw(OPENINGS.getOrDefault(envelope.version(), new byte[0]));
        header(envelope.header());
        out.raw(BODY);
        RpcTable.write(out, envelope.message());
        out.raw(END);
    }

    private void header(Header header) {
        out.raw(HEADER);
        element("ID", true, header.id());
        element("HoldRequests", true, header.holdRequests() ? "1" : null);
        Integer timeout = header.sessionTimeout();
        element("SessionTimeout", false, timeout == null ? null : timeout.toString());
        String supported = String.join(",", header.supportedCwmpVersions());
        element("SupportedCWMPVersions", false, supported.isEmpty() ? null : supported);
        element("UseCWMPVersion", true, header.useCwmpVersion());
        out.raw(END_HEADER);
    }

    private void element(String name, boolean mustUnderstand, @Nullable String text) {
        if (text != null) {
            out.raw(ascii("<cwmp:" + name + " soap-env:mustUnderstand=\"" + (mustUnderstand ? '1' : '0') + "\">"));
            out.text(text);
            out.raw(ascii("</cwmp:" + name + ">"));
        }
    }

    private static Map<CwmpVersion, byte[]> openings() {
        Map<CwmpVersion, byte[]> openings = new EnumMap<>(CwmpVersion.class);
        for (CwmpVersion version : CwmpVersion.values()) {
            openings.put(version, ascii("""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" \
                    xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" \
                    xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                    xmlns:cwmp="%s">""".formatted(version.namespace())));
        }
        return openings;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
