package org.reactiveacs.store.redis.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A client of its own for the tests' view of a server, so that what they see does not come through what they test. */
final class Resp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5000;

    private final Socket socket;
    private final InputStream in;

    Resp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** One command on a connection of its own. */
    static @Nullable Object once(int port, String... command) {
        try (var resp = new Resp(port)) {
            return resp.send(command);
        } catch (IOException e) {
            throw new UncheckedIOException(command[0] + " to port " + port, e);
        }
    }

    /** The answer: a String, Long, list or null. */
    @Nullable
    Object send(String... command) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii("*" + command.length + "\r\n"));
        for (var part : command) {
            var utf8 = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ascii("$" + utf8.length + "\r\n"));
            bytes.writeBytes(utf8);
            bytes.writeBytes(ascii("\r\n"));
        }
        socket.getOutputStream().write(bytes.toByteArray());
        return read();
    }

    private @Nullable Object read() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.parseLong(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis said " + line);
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var bytes = in.readNBytes(length);
        line();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private @Nullable Object list(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        var list = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            list.add(read());
        }
        return list;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
