package org.reactiveacs.connreq.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.reactiveacs.connreq.stun.StunIntegrity.Style;

/** The socket of a device that keeps its NAT open, in the hand of a test. */
final class StunDevice implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    /** What came, and from where. */
    record Received(InetSocketAddress from, String text, StunMessage message, int length) {}

    StunDevice(InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.socket.setSoTimeout(PATIENCE_MILLIS);
        this.server = server;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    static byte[] transaction() {
        byte[] transaction = new byte[16];
        ThreadLocalRandom.current().nextBytes(transaction);
        transaction[0] = 0; // not the cookie, by chance
        return transaction;
    }

    /** A binding request as devices of TR-069 send it. */
    static StunWriter request() {
        return new StunWriter(StunType.BINDING_REQUEST, transaction())
                .text(StunType.CONNECTION_REQUEST_BINDING, StunType.CONNECTION_REQUEST_BINDING_VALUE);
    }

    static byte[] proven(String username, String password) {
        return request().text(StunType.USERNAME, username).end(password, Style.PADDED);
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    StunMessage ask(byte[] datagram) throws IOException {
        send(datagram);
        return receive().message();
    }

    Received receive() throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        String text = new String(bytes, StandardCharsets.UTF_8);
        StunMessage none = StunMessage.parse(new byte[20]).orElseThrow();
        return new Received(
                (InetSocketAddress) packet.getSocketAddress(),
                text,
                StunMessage.parse(bytes).orElse(none),
                bytes.length);
    }

    @Override
    public void close() {
        socket.close();
    }
}
