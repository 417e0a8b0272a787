package org.reactiveacs.cwmp.codec;

import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpReadException.Kind;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.DeviceIdStruct;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.cwmp.Sender;

/** Finds headers and the message in a SOAP envelope, matching every element by its local name. */
public final class EnvelopeBuilder {
    private static final String SOAP_1_1 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";
    private static final int ENVELOPE_DEPTH = 1;
    private static final int PART_DEPTH = 2;
    private static final int ENTRY_DEPTH = 3;
    private static final int MAX_FOREIGN_NAMES = 64;
    private static final int USUAL_ATTRIBUTES = 4;
    private static final int USUAL_PREFIXES = 12;

    private final Sender sender;
    private final XMLStreamReader xml;
    private final Attributes attributes;
    private final Set<Quirk> quirks;
    private final int maxItems;
    private final HeaderBuilder header;
    private Part part = Part.NONE;
    private @Nullable MessageBuilder message;
    private boolean sawHeader;
    private boolean inMessage;
    private int foreignNames;

    private enum Part {
        NONE,
        HEADER,
        BODY
    }

    /** The envelope cannot be understood. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final String text;

        public Refusal(Kind kind, String text) {
            super(text, null, false, false);
            this.kind = kind;
            this.text = text;
        }

        public Kind kind() {
            return kind;
        }

        public String text() {
            return text;
        }
    }

    public EnvelopeBuilder(Sender sender, XMLStreamReader xml, Set<Quirk> quirks, int maxItems) {
        this.sender = sender;
        this.xml = xml;
        this.attributes = new Attributes(xml);
        this.quirks = quirks;
        this.maxItems = maxItems;
        this.header = new HeaderBuilder(quirks);
    }

    /** An element begins at a depth, the envelope's being 1. */
    public void start(int depth) throws Refusal {
        String name = xml.getLocalName();
        foreignNames += Math.max(0, xml.getAttributeCount() - USUAL_ATTRIBUTES)
                + Math.max(0, xml.getNamespaceCount() - (depth == ENVELOPE_DEPTH ? USUAL_PREFIXES : 0));
        switch (depth) {
            case ENVELOPE_DEPTH -> startEnvelope(name);
            case PART_DEPTH -> startPart(name);
            case ENTRY_DEPTH -> startEntry(name);
            default -> {
                if (inMessage && message != null) {
                    if (!message.start(name, attributes)) {
                        throw new Refusal(Kind.LIMIT_EXCEEDED, "more than " + maxItems + " items in a message");
                    }
                    foreignNames += message.isSkipping() ? 1 : 0;
                } else {
                    foreignNames++;
                }
            }
        }
    }

    private void startEnvelope(String name) throws Refusal {
        if (!name.equals("Envelope")) {
            throw new Refusal(Kind.NOT_CWMP, "the message is no SOAP envelope but <" + abbreviated(name) + ">");
        }
        String namespace = xml.getNamespaceURI();
        if (SOAP_1_2.equals(namespace)) {
            quirks.add(Quirk.SOAP_1_2);
        } else if (!SOAP_1_1.equals(namespace)) {
            quirks.add(Quirk.UNKNOWN_SOAP_NAMESPACE);
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            header.namespace(xml.getNamespaceURI(i));
        }
    }

    private void startPart(String name) {
        part = switch (name) {
            case "Header" -> Part.HEADER;
            case "Body" -> Part.BODY;
            default -> Part.NONE;
        };
        sawHeader |= part == Part.HEADER;
        if (part == Part.NONE) {
            foreignNames++;
            quirks.add(Quirk.UNKNOWN_ELEMENT);
        }
    }

    private void startEntry(String name) throws Refusal {
        if (part == Part.HEADER) {
            header.namespace(xml.getNamespaceURI());
            boolean mustUnderstand = "1".equals(attributes.get("mustUnderstand"));
            foreignNames += header.start(name, mustUnderstand) ? 0 : 1;
        } else if (part == Part.BODY) {
            startMessage(name);
        }
    }

    private void startMessage(String name) throws Refusal {
        Rpc<?> rpc = RpcTable.find(sender, name);
        if (message != null) {
            if (rpc != null) {
                throw new Refusal(Kind.MORE_THAN_ONE_ENVELOPE, "more than one message in an envelope");
            }
            foreignNames++;
            quirks.add(Quirk.UNKNOWN_ELEMENT);
            return;
        }
        header.namespace(xml.getNamespaceURI());
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            header.namespace(xml.getNamespaceURI(i));
        }
        if (rpc == null) {
            throw new Refusal(Kind.UNKNOWN_METHOD, "no method <" + abbreviated(name) + "> from " + sender);
        }
        message = new MessageBuilder(rpc, quirks, maxItems);
        inMessage = true;
    }

    private static String abbreviated(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }

    /** Whether text that comes now means something. */
    public boolean wantsText() {
        if (inMessage && message != null) {
            return message.wantsText();
        }
        return part == Part.HEADER && header.wantsText();
    }

    /** The element at a depth ends; the text is what it holds, when it was wanted. */
    public void end(int depth, String text) {
        if (depth > ENTRY_DEPTH || (depth == ENTRY_DEPTH && inMessage)) {
            if (inMessage && message != null) {
                message.end(text);
            }
            inMessage &= depth > ENTRY_DEPTH;
        } else if (depth == ENTRY_DEPTH && part == Part.HEADER) {
            header.end(text);
        } else if (depth == PART_DEPTH) {
            part = Part.NONE;
        }
    }

    /** The whole, after the envelope's end. */
    public Envelope build() throws Refusal {
        CwmpMessage whole = message == null ? null : message.message();
        if (whole == null) {
            throw new Refusal(Kind.NO_MESSAGE, "the envelope holds no message");
        }
        if (!sawHeader) {
            quirks.add(Quirk.MISSING_HEADER);
        }
        return new Envelope(header.version(), header.build(), whole, quirks);
    }

    public @Nullable DeviceIdStruct deviceId() {
        return message == null ? null : message.deviceId();
    }

    public @Nullable String headerId() {
        return header.id();
    }

    public @Nullable CwmpVersion versionIfKnown() {
        return header.versionIfKnown();
    }

    /** A processing instruction came. */
    public void instruction() {
        foreignNames++;
    }

    /** Whether so many names were unknown that the sender may be making them up. */
    public boolean hasForeignNames() {
        return foreignNames > MAX_FOREIGN_NAMES;
    }
}
