package org.reactiveacs.cwmp.codec;

import java.nio.charset.StandardCharsets;

/** An element's name with its tags as bytes, made once. */
final class Tag {
    private final String localName;
    private final byte[] start;
    private final byte[] openStart;
    private final byte[] end;

    /** A tag for a name that may have a prefix. */
    Tag(String name) {
        this.localName = name.substring(name.indexOf(':') + 1);
        this.start = bytes("<" + name + ">");
        this.openStart = bytes("<" + name + " ");
        this.end = bytes("</" + name + ">");
    }

    String localName() {
        return localName;
    }

    void start(XmlOut out) {
        out.raw(start);
    }

    /** Begins a start tag whose attributes, and its end, are still to come. */
    void startWithAttributes(XmlOut out) {
        out.raw(openStart);
    }

    void end(XmlOut out) {
        out.raw(end);
    }

    static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
