package org.reactiveacs.cwmp;

import java.nio.charset.StandardCharsets;

/** Short ways for tests to read and write envelopes. */
public final class Envelopes {

    private Envelopes() {}

    /** Reads a whole body from one side. */
    public static Envelope read(Sender sender, byte[] body) throws CwmpReadException {
        return read(sender, body, body.length, CwmpLimits.DEFAULT);
    }

    /** Reads a body fed in pieces of a size; NoSuchElementException when it is blank. */
    public static Envelope read(Sender sender, byte[] body, int piece, CwmpLimits limits) throws CwmpReadException {
        try (CwmpReader reader =
                sender == Sender.CPE ? CwmpReader.fromCpe(limits, null) : CwmpReader.fromAcs(limits, null)) {
            for (int at = 0; at < body.length; at += piece) {
                reader.feed(body, at, Math.min(piece, body.length - at));
            }
            return reader.finish().orElseThrow();
        }
    }

    /** Reads what a CPE sent. */
    public static Envelope fromCpe(String body) throws CwmpReadException {
        return read(Sender.CPE, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a message with an ID. */
    public static byte[] write(CwmpVersion version, CwmpMessage message) {
        return new CwmpWriter().toBytes(Envelope.of(version, Header.ofId("1"), message));
    }

    /** A document around the children of a method element. */
    public static String document(String method, String children) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" \
                xmlns:a="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:c="urn:dslforum-org:cwmp-1-0">\
                <e:Header><c:ID e:mustUnderstand="1">7</c:ID></e:Header><e:Body><c:%1$s>%2$s</c:%1$s></e:Body>\
                </e:Envelope>""".formatted(method, children);
    }

    /** A GetParameterValuesResponse around members of its list. */
    public static String values(int declared, String members) {
        return document(
                "GetParameterValuesResponse",
                "<ParameterList a:arrayType=\"c:ParameterValueStruct[" + declared + "]\">" + members
                        + "</ParameterList>");
    }

    /** One member of such a list, of type string. */
    public static String value(String name, String text) {
        return "<ParameterValueStruct><Name>" + name + "</Name><Value xsi:type=\"xsd:string\">" + text
                + "</Value></ParameterValueStruct>";
    }
}
