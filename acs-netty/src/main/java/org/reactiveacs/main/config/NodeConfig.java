package org.reactiveacs.main.config;

import java.util.Optional;

/** {@code node.*}: this process among its peers. */
public interface NodeConfig {
    /** The node's name in logs and between nodes; the host's name if not set. */
    Optional<String> name();

    /** {@link #name} or, without one, the name of this host. */
    default String nameOrHost() {
        return name().orElseGet(HostName::get);
    }
}
