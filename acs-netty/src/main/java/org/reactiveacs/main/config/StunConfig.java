package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code stun.*}: the server to which devices keep their NATs open, so that they can be asked to call. */
public interface StunConfig {
    /** Where it listens; without it there is none. */
    Optional<HostPort> listen();

    /** {@code HOST} or {@code HOST:PORT} that devices are told as STUNServerAddress and STUNServerPort. */
    Optional<String> publicAddress();

    /** Whether devices are asked to prove who they are. */
    @WithDefault("never")
    Integrity integrity();

    /** The STUN username that all devices know. */
    Optional<String> username();

    /** The password that belongs to it. */
    Optional<Secret> password();

    /** After how long from its last request a device's binding is forgotten. */
    @WithDefault("10m")
    Duration lifetime();

    /** Bindings that this node knows at a time. */
    @WithDefault("200000")
    int bindings();

    /** Requests that are answered to one IP address in a second. */
    @WithDefault("2000")
    int perAddress();

    /** How long a device may take to call that was sent a datagram. */
    @WithDefault("10s")
    Duration callWithin();

    /** Whether devices are asked to prove who they are. */
    enum Integrity {
        NEVER,
        ASK,
        REQUIRE
    }
}
