package org.reactiveacs.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpReader;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;

/** A CPE's connection, byte by byte, so that tests can send what no client library would. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    /** A response: status, headers as lines, body. */
    record Response(int status, List<String> headers, String body) {
        @Nullable
        String header(String name) {
            var prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst()
                    .orElse(null);
        }

        /** The cookie to send back. */
        String cookie() {
            var setCookie = header("Set-Cookie");
            if (setCookie == null) {
                throw new AssertionError("no cookie in " + this);
            }
            return setCookie.substring(0, setCookie.indexOf(';'));
        }

        AcsMessage message() {
            try (var reader = CwmpReader.fromAcs(CwmpLimits.DEFAULT, null)) {
                reader.feed(body.getBytes(StandardCharsets.UTF_8));
                return (AcsMessage) reader.finish().orElseThrow().message();
            } catch (CwmpReadException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    RawConnection(int port) {
        this(socket(port));
    }

    RawConnection(Socket socket) {
        this.socket = socket;
        try {
            socket.setSoTimeout(10_000);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket socket(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] envelope(CwmpMessage message) {
        return new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), message));
    }

    static byte[] envelope(CwmpMessage message, String id) {
        return new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId(id), message));
    }

    Response post(CwmpMessage message, String... headers) {
        return post(envelope(message), headers);
    }

    Response postNothing(String... headers) {
        return post(new byte[0], headers);
    }

    Response post(byte[] body, String... headers) {
        send(head("POST / HTTP/1.1", body.length, headers));
        send(body);
        return receive();
    }

    static String head(String requestLine, int length, String... headers) {
        var head = new StringBuilder(requestLine).append("\r\nHost: acs\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response receive() {
        try {
            var status = line();
            var headers = new ArrayList<String>();
            int length = 0;
            for (var line = line(); !line.isEmpty(); line = line()) {
                headers.add(line);
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    length = Integer.parseInt(
                            line.substring("content-length: ".length()).trim());
                }
            }
            return new Response(
                    Integer.parseInt(status.substring(9, 12)),
                    headers,
                    new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed after '" + line + "'");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the other side has closed. */
    boolean isClosedByPeer() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
