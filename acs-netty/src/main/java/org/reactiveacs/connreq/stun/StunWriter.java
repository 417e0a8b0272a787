package org.reactiveacs.connreq.stun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a STUN message, attribute by attribute. Not thread-safe. */
public final class StunWriter {
    private static final int USUAL_BYTES = 128;
    private static final int ALIGNMENT = 4;
    private static final int IPV4_BYTES = 4;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int LENGTH_OFFSET = 2;
    private static final int COOKIE_OFFSET = 4;
    private static final int HIGH_COOKIE = StunMessage.COOKIE >>> Short.SIZE;

    private final ByteBuf buffer = Unpooled.buffer(USUAL_BYTES);

    /**
     * Begins a message.
     *
     * @param transaction 16 bytes, those of the request if it is an answer
     */
    public StunWriter(int type, byte[] transaction) {
        if (transaction.length != StunMessage.HEADER_BYTES - COOKIE_OFFSET) {
            throw new IllegalArgumentException("a transaction has 16 bytes");
        }
        buffer.writeShort(type).writeShort(0).writeBytes(transaction);
    }

    /** Adds an attribute as it is, with NULs behind it up to a multiple of four bytes. */
    public StunWriter bytes(int type, byte[] value) {
        buffer.writeShort(type).writeShort(value.length).writeBytes(value);
        return aligned();
    }

    /** Adds a text whose length is filled with blanks up to a multiple of four, as RFC 3489 (§11.2.6) wants it of a USERNAME. */
    public StunWriter text(int type, String value) {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        return bytes(
                type,
                (value + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT)).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an address with its port. */
    public StunWriter address(int type, InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        buffer.writeShort(type).writeShort(IPV4_BYTES + bytes.length);
        buffer.writeByte(0).writeByte(bytes.length == IPV4_BYTES ? IPV4 : IPV6).writeShort(address.getPort());
        buffer.writeBytes(bytes);
        return this;
    }

    /** Adds XOR-MAPPED-ADDRESS (RFC 5389 §15.2), which NATs that change what looks like an address leave alone. */
    public StunWriter xorMappedAddress(InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= buffer.getByte(COOKIE_OFFSET + i);
        }
        buffer.writeShort(StunType.XOR_MAPPED_ADDRESS).writeShort(IPV4_BYTES + bytes.length);
        buffer.writeByte(0).writeByte(bytes.length == IPV4_BYTES ? IPV4 : IPV6);
        buffer.writeShort(address.getPort() ^ HIGH_COOKIE).writeBytes(bytes);
        return this;
    }

    /** Adds ERROR-CODE (RFC 3489 §11.2.9). */
    public StunWriter error(int code, String reason) {
        int length = reason.getBytes(StandardCharsets.UTF_8).length;
        String filled = reason + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT);
        byte[] text = filled.getBytes(StandardCharsets.UTF_8);
        buffer.writeShort(StunType.ERROR_CODE).writeShort(IPV4_BYTES + text.length);
        buffer.writeShort(0).writeByte(code / 100).writeByte(code % 100).writeBytes(text);
        return this;
    }

    /** Adds UNKNOWN-ATTRIBUTES (§11.2.10): an odd number of types has its last one twice. */
    public StunWriter unknown(List<Integer> types) {
        int count = (types.size() + 1) / 2 * 2;
        buffer.writeShort(StunType.UNKNOWN_ATTRIBUTES).writeShort(count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            buffer.writeShort(types.get(Math.min(i, types.size() - 1)));
        }
        return this;
    }

    /** The message without a proof. */
    public byte[] end() {
        buffer.setShort(LENGTH_OFFSET, buffer.readableBytes() - StunMessage.HEADER_BYTES);
        return ByteBufUtil.getBytes(buffer);
    }

    /** The message with a proof that its sender knows the password. */
    public byte[] end(String password, StunIntegrity.Style style) {
        byte[] proof = StunIntegrity.of(StunIntegrity.endingHere(end()), password, style);
        return bytes(StunType.MESSAGE_INTEGRITY, proof).end();
    }

    private StunWriter aligned() {
        buffer.writeZero((ALIGNMENT - buffer.readableBytes() % ALIGNMENT) % ALIGNMENT);
        return this;
    }
}
