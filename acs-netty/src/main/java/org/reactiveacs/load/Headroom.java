package org.reactiveacs.load;

/** What they look at who would bring a node more to do than calls by itself. Thread-safe. */
public interface Headroom {

    /** Whether new sessions are turned away, even those of devices for which somebody waits. */
    boolean isShut();

    /** Whether so little is in hand that more may be brought. */
    boolean hasRoom();

    /** Grows whenever new sessions are turned away, by us or, as far as can be seen, by the kernel. */
    long refusals();
}
