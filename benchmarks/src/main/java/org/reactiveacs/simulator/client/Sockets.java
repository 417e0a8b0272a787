package org.reactiveacs.simulator.client;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How many connections may be open at once. Who comes when all are taken waits in a queue until one closes; before that, the
 * connection that has been kept idle for the longest is closed. Thread-safe.
 */
public final class Sockets {
    private static final int NO_LIMIT = 1_000_000;
    private static final int RESERVE = 128;

    private final int limit;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Set<Channel> idle = new LinkedHashSet<>();
    private int open;
    private int most;
    private long waited;

    private record Waiting(Executor executor, Runnable connect) {}

    /** With room for so many. */
    public Sockets(int limit) {
        this.limit = limit;
    }

    /** As many as the process may still open files, but for some that other things need. */
    public static Sockets ofFileLimit() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long left = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
            long reserve = RESERVE + left / 50;
            return new Sockets((int) Math.max(1, Math.min(NO_LIMIT, left - reserve)));
        }
        return new Sockets(NO_LIMIT);
    }

    /** Connects as soon as there is room; {@link #release} must follow when the connection is closed or failed. */
    public void acquire(Executor executor, Runnable connect) {
        boolean isRoom;
        Channel oldest = null;
        synchronized (this) {
            isRoom = open < limit;
            if (isRoom) {
                most = Math.max(most, ++open);
            } else {
                waited++;
                waiting.add(new Waiting(executor, connect));
                oldest = oldestIdle();
            }
        }
        if (isRoom) {
            connect.run();
        } else if (oldest != null) {
            oldest.close();
        }
    }

    private @Nullable Channel oldestIdle() {
        Iterator<Channel> first = idle.iterator();
        if (!first.hasNext()) {
            return null;
        }
        Channel channel = first.next();
        first.remove();
        return channel;
    }

    /** Gives back what was taken. */
    public void release() {
        Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                open--;
            }
        }
        if (next != null) {
            next.executor().execute(next.connect());
        }
    }

    /** A connection that was made is closed. */
    void gone(Channel channel) {
        busy(channel);
        release();
    }

    /** A connection waits for its CPE's next session; it may be closed for want of sockets. */
    synchronized void idle(Channel channel) {
        idle.add(channel);
    }

    /** It is used again, or closed. */
    synchronized void busy(Channel channel) {
        idle.remove(channel);
    }

    /** How many there may be. */
    public int limit() {
        return limit;
    }

    /** How many there were at once, at most. */
    public synchronized int most() {
        return most;
    }

    /** How often a connection had to wait for room. */
    public synchronized long waited() {
        return waited;
    }

    /** How many wait for room now. */
    public synchronized int waiting() {
        return waiting.size();
    }
}
