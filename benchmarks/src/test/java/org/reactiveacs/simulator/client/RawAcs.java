package org.reactiveacs.simulator.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes one connection after the other, reads from each until it has a whole message or no more comes, and answers 400. */
final class RawAcs implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /**
     * What came over one connection.
     *
     * @param declared the length that the header told
     * @param body as far as it came
     * @param reads into how many pieces it fell
     */
    record Received(int declared, String body, int reads) {
        boolean isWhole() {
            return body.length() == declared;
        }
    }

    RawAcs() throws IOException {
        Thread thread = new Thread(this::serve, "raw-acs");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    /** The next connection, once it is over. */
    Received next() throws InterruptedException {
        Received next = received.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no connection came to its end");
        }
        return next;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                received.add(read(connection));
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private static Received read(Socket connection) throws IOException {
        InputStream stream = connection.getInputStream();
        StringBuilder all = new StringBuilder();
        byte[] piece = new byte[65_536];
        int reads = 0;
        while (true) {
            int head = all.indexOf("\r\n\r\n");
            Matcher length = LENGTH.matcher(all);
            int declared = length.find() ? Integer.parseInt(length.group(1)) : 0;
            if (head >= 0 && all.length() - head - 4 >= declared) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
                return new Received(declared, all.substring(head + 4), reads);
            }
            int count = stream.read(piece);
            if (count < 0) {
                return new Received(declared, head < 0 ? "" : all.substring(head + 4), reads);
            }
            reads++;
            all.append(new String(piece, 0, count, ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
