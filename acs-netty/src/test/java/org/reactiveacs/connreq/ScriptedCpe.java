package org.reactiveacs.connreq;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A device that answers requests one after the other with what it is given: bytes of a response, {@link #DROP} to close the
 * connection instead, or {@link #SILENCE} to say nothing.
 */
final class ScriptedCpe implements AutoCloseable {
    static final String DROP = "drop";
    static final String SILENCE = "silence";
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    static final String CHALLENGE = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"cpe\", nonce=\"n1\","
            + " qop=\"auth\"\r\nContent-Length: 0\r\n\r\n";

    final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final Queue<String> answers;

    ScriptedCpe(String... answers) throws IOException {
        this(ServerSocketFactory.getDefault(), answers);
    }

    /** One that listens as the factory says. */
    ScriptedCpe(ServerSocketFactory factory, String... answers) throws IOException {
        this.answers = new ArrayDeque<>(List.of(answers));
        this.listening = factory.createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-cpe");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return sockets.size();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                sockets.add(socket);
                converse(socket);
            } catch (IOException e) {
                // The other side is gone, or the test is over.
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        while (true) {
            List<String> request = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                request.add(line);
            }
            if (request.isEmpty()) {
                return;
            }
            requests.add(request);
            String answer = answers.poll();
            if (answer == null || answer.equals(DROP)) {
                return;
            }
            if (answer.equals(SILENCE)) {
                in.readLine(); // Until the other side gives up.
                return;
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
