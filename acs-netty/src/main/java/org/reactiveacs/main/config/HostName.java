package org.reactiveacs.main.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this host, as good as it can be had. */
final class HostName {
    private HostName() {}

    static String get() {
        String fromEnvironment = System.getenv("HOSTNAME");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host that cannot resolve its own name still needs one
        }
    }
}
