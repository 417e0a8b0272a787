package org.reactiveacs.connreq.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A STUN message as it stands in a datagram (RFC 3489 §11). Neither the cookie of RFC 5389 nor its padding is asked for: attributes
 * whose length is no multiple of four are seen with padding and without. Immutable.
 */
public final class StunMessage {
    static final int HEADER_BYTES = 20;
    static final int COOKIE = 0x2112A442;

    private static final int TRANSACTION_OFFSET = 4;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int MOST_ATTRIBUTES = 32;
    private static final int ALIGNMENT = 4;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int ADDRESS_HEADER_BYTES = 4;

    private final byte[] bytes;
    private final List<Attribute> attributes;

    /**
     * Where an attribute stands.
     *
     * @param offset of its value in the message
     * @param length of its value, without padding
     */
    private record Attribute(int type, int offset, int length) {}

    private StunMessage(byte[] bytes, List<Attribute> attributes) {
        this.bytes = bytes;
        this.attributes = attributes;
    }

    /**
     * Reads one.
     *
     * @param datagram becomes the message's own
     * @return empty when it is none
     */
    public static Optional<StunMessage> parse(byte[] datagram) {
        if (datagram.length < HEADER_BYTES || (datagram[0] & 0xC0) != 0) {
            return Optional.empty();
        }
        int end = HEADER_BYTES + number(datagram, 2);
        if (end > datagram.length || datagram.length - end >= ALIGNMENT) {
            return Optional.empty();
        }
        var attributes = attributes(datagram, end, ALIGNMENT);
        if (attributes.isEmpty()) {
            attributes = attributes(datagram, end, 1);
        }
        return attributes.map(found -> new StunMessage(datagram, found));
    }

    private static Optional<List<Attribute>> attributes(byte[] bytes, int end, int alignment) {
        var found = new ArrayList<Attribute>();
        int at = HEADER_BYTES;
        while (at < end) {
            if (at + ATTRIBUTE_HEADER_BYTES > end || found.size() == MOST_ATTRIBUTES) {
                return Optional.empty();
            }
            int length = number(bytes, at + 2);
            int value = at + ATTRIBUTE_HEADER_BYTES;
            if (value + length > end) {
                return Optional.empty();
            }
            found.add(new Attribute(number(bytes, at), value, length));
            at = value + (length + alignment - 1) / alignment * alignment;
        }
        return Optional.of(found);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << Byte.SIZE | bytes[at + 1] & 0xFF;
    }

    /** Its type, one of {@link StunType}'s if it is known. */
    public int type() {
        return number(bytes, 0);
    }

    /** Bytes 4 to 19: what an answer has alike. */
    public byte[] transaction() {
        return Arrays.copyOfRange(bytes, TRANSACTION_OFFSET, HEADER_BYTES);
    }

    /** Whether it is written by the rules of RFC 5389. */
    boolean hasCookie() {
        return (number(bytes, TRANSACTION_OFFSET) << Short.SIZE | number(bytes, TRANSACTION_OFFSET + 2)) == COOKIE;
    }

    /** Whether it has an attribute. */
    public boolean has(int type) {
        return find(type).isPresent();
    }

    /** Types of all attributes, in their order. */
    List<Integer> types() {
        return attributes.stream().map(Attribute::type).toList();
    }

    private Optional<Attribute> find(int type) {
        for (Attribute attribute : attributes) {
            if (attribute.type() == type) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /** The value of an attribute, the first of its type. */
    public Optional<byte[]> value(int type) {
        return find(type).map(found -> Arrays.copyOfRange(bytes, found.offset(), found.offset() + found.length()));
    }

    /**
     * An attribute as text. RFC 3489 wants lengths that are multiples of four, which devices reach with NULs or blanks at the end:
     * neither counts.
     */
    public Optional<String> text(int type) {
        return value(type).map(value -> {
            int length = value.length;
            while (length > 0 && (value[length - 1] == 0 || value[length - 1] == ' ')) {
                length--;
            }
            return new String(value, 0, length, StandardCharsets.UTF_8);
        });
    }

    /** The number of an ERROR-CODE (RFC 3489 §11.2.9); 0 without one. */
    public int errorCode() {
        return value(StunType.ERROR_CODE)
                .filter(value -> value.length >= ADDRESS_HEADER_BYTES)
                .map(value -> (value[2] & 7) * 100 + (value[3] & 0xFF))
                .orElse(0);
    }

    /** An attribute that is an address and a port; empty when it is not there or broken. */
    public Optional<InetSocketAddress> address(int type) {
        return value(type).flatMap(StunMessage::address);
    }

    private static Optional<InetSocketAddress> address(byte[] value) {
        int family = value.length < ADDRESS_HEADER_BYTES ? 0 : value[1];
        int length = family == IPV4 ? 4 : family == IPV6 ? 16 : -1;
        if (value.length != ADDRESS_HEADER_BYTES + length) {
            return Optional.empty();
        }
        try {
            InetAddress address =
                    InetAddress.getByAddress(Arrays.copyOfRange(value, ADDRESS_HEADER_BYTES, value.length));
            return Optional.of(new InetSocketAddress(address, number(value, 2)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** What stands before MESSAGE-INTEGRITY, which is what it proves; empty without one of the right length. */
    Optional<Sealed> sealed() {
        return find(StunType.MESSAGE_INTEGRITY)
                .filter(found -> found.length() == StunIntegrity.BYTES)
                .map(found -> new Sealed(
                        Arrays.copyOf(bytes, found.offset() - ATTRIBUTE_HEADER_BYTES),
                        Arrays.copyOfRange(bytes, found.offset(), found.offset() + found.length())));
    }

    /** A text with its proof. */
    static final class Sealed {
        private final byte[] text;
        private final byte[] proof;

        private Sealed(byte[] text, byte[] proof) {
            this.text = text;
            this.proof = proof;
        }

        /** The message up to MESSAGE-INTEGRITY; not to be written to. */
        byte[] text() {
            return text;
        }

        /** The HMAC in it; not to be written to. */
        byte[] proof() {
            return proof;
        }
    }
}
