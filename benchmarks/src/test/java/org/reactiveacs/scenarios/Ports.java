package org.reactiveacs.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine for programs that cannot choose one by themselves. */
final class Ports {
    /** Those that the kernel gives to whoever asks for any begin here. */
    private static final int FIRST_OF_ANY = 32_000;

    private static final int FIRST = 17_500;

    private Ports() {}

    /** One on which nothing listens now. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of so many, one after the other, on which nothing listens now. */
    static int firstFreeOf(int count) {
        for (int first = FIRST; first + count <= FIRST_OF_ANY; first += count) {
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new AssertionError("no " + count + " ports are free");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!isFree(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
