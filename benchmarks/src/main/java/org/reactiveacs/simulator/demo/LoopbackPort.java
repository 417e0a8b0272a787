package org.reactiveacs.simulator.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out whether a port on loopback can be had. */
final class LoopbackPort {
    private LoopbackPort() {}

    /** The address with the port, or with port 0, which takes any, when somebody else has it. */
    static String orFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback, port));
            return "127.0.0.1:" + port;
        } catch (IOException taken) {
            return "127.0.0.1:0";
        }
    }
}
