package org.reactiveacs.metrics;

/** How busy a node is, as it stands now. */
public interface LoadFigures {

    /** Messages in hand. */
    int messages();

    /** How many there may be before new sessions are refused. */
    int limit();

    /** How late the latest event loop is. */
    double lagSeconds();

    /** Connections that wait in the kernel to be accepted; 0 where that cannot be known. */
    int waiting();

    /** How many there may be; 0 where that cannot be known. */
    int backlog();
}
