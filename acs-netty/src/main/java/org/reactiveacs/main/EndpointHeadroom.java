package org.reactiveacs.main;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.endpoint.CwmpServer;
import org.reactiveacs.load.Headroom;

/** The headroom of the endpoint, of which there is none before there is an endpoint. */
record EndpointHeadroom(Supplier<@Nullable CwmpServer> endpoint) implements Headroom {

    @Override
    public boolean isShut() {
        var listening = endpoint.get();
        return listening == null || listening.headroom().isShut();
    }

    @Override
    public boolean hasRoom() {
        var listening = endpoint.get();
        return listening != null && listening.headroom().hasRoom();
    }

    @Override
    public long refusals() {
        var listening = endpoint.get();
        return listening == null ? 0 : listening.headroom().refusals();
    }
}
