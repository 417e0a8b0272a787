package org.reactiveacs.store.redis.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nothing listens on, below those that outgoing connections get; their Cluster bus ports are free, too. */
final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 22_000;
    private static final int BUS = 10_000;

    private FreePorts() {}

    static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
