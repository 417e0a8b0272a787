package org.reactiveacs.store.redis.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Between the link and Redis: passes everything on, and cuts connections whose next answer is to be lost. */
public final class Relay implements AutoCloseable {
    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger toPass = new AtomicInteger();
    private final AtomicInteger toLose = new AtomicInteger();

    public Relay(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    public String url() {
        return "redis://127.0.0.1:" + server.getLocalPort();
    }

    /** The answers of the next scripts are lost: Redis runs them, and then the connection is cut. */
    public void loseAnswers(int count) {
        toLose.set(count);
    }

    /** As above, after so many whose answers pass. */
    public void loseAnswersAfter(int passing, int count) {
        toPass.set(passing);
        toLose.set(count);
    }

    private void accept() {
        try {
            while (true) {
                var near = server.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                var line = new Line(near, far);
                threads.execute(line::there);
                threads.execute(line::back);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private final class Line {
        private final Socket near;
        private final Socket far;
        private volatile boolean lost;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void there() {
            var buffer = new byte[65_536];
            try (near;
                    far) {
                for (int size = near.getInputStream().read(buffer);
                        size >= 0;
                        size = near.getInputStream().read(buffer)) {
                    if (new String(buffer, 0, size, StandardCharsets.ISO_8859_1).contains("EVAL")
                            && toPass.getAndUpdate(left -> Math.max(0, left - 1)) == 0
                            && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        lost = true;
                    }
                    far.getOutputStream().write(buffer, 0, size);
                }
            } catch (IOException e) {
                // Cut.
            }
        }

        void back() {
            var buffer = new byte[65_536];
            try (near;
                    far) {
                for (int size = far.getInputStream().read(buffer);
                        size >= 0 && !lost;
                        size = far.getInputStream().read(buffer)) {
                    near.getOutputStream().write(buffer, 0, size);
                }
            } catch (IOException e) {
                // Cut.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
