package org.reactiveacs.simulator.client;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** The connection that a CPE keeps from one session to the next. Belongs to the event loop of its CPE. */
public final class KeptConnection {
    private final Sockets sockets;
    private @Nullable Channel channel;
    private @Nullable AcsUrl url;

    /** None as yet. */
    public KeptConnection(Sockets sockets) {
        this.sockets = sockets;
    }

    void keep(Channel open, AcsUrl to) {
        open.pipeline().remove(Inbound.class); // so that nothing of the last session is held
        channel = open;
        url = to;
        sockets.idle(open);
    }

    /** The connection to an ACS, which is not kept any more; null when there is none that is alive. */
    @Nullable
    Channel take(AcsUrl to) {
        Channel kept = channel;
        channel = null;
        if (kept == null) {
            return null;
        }
        sockets.busy(kept);
        if (kept.isActive() && to.equals(url)) {
            return kept;
        }
        kept.close();
        return null;
    }
}
