package org.reactiveacs.benchmarks;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.benchmarks.SessionCost.Login;

/**
 * A server whose sessions are measured in turns with those of others.
 *
 * @param name for people
 * @param server the process that it is in
 * @param port on which it listens
 * @param login with which devices prove who they are, null for none
 * @param redis on which it keeps its devices, null for none
 */
record Lane(
        String name,
        Child server,
        int port,
        @Nullable Login login,
        @Nullable RedisChild redis) {

    /** One that asks for no login and keeps its devices with itself. */
    static Lane of(String name, Child server, int port) {
        return new Lane(name, server, port, null, null);
    }
}
