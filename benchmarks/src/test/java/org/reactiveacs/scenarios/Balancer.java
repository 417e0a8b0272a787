package org.reactiveacs.scenarios;

import java.nio.file.Path;
import java.util.List;

/** What stands before the nodes of a {@link Site}. */
interface Balancer extends AutoCloseable {

    /** Where devices call. */
    int cwmpPort();

    /** Where integrators call. */
    int apiPort();

    @Override
    void close();

    /** How one is started. */
    interface Kind {
        /** Starts it before nodes, and waits until it sends to them. */
        Balancer start(Path directory, List<Node> nodes) throws Exception;
    }
}
