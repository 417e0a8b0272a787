package org.reactiveacs.store.redis.link;

import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;

/** A set of connections with who calls over it and who listens for its pulse. */
record Line(Wire wire, Caller caller, Pulse pulse) implements AutoCloseable {

    /** Connects; blocks until it has. */
    static Line open(Connector connector, EventExecutorGroup timer, Duration patience) {
        var wire = connector.connect();
        return new Line(
                wire,
                new Caller(wire, call -> call.sendOver(wire.commands()), timer, patience),
                new Pulse(wire, timer));
    }

    boolean isAlive() {
        return pulse.isAlive();
    }

    @Override
    public void close() {
        caller.close();
        pulse.close();
        wire.close();
    }
}
