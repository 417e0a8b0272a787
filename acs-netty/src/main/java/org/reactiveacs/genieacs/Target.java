package org.reactiveacs.genieacs;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The REST API of the server that devices move to. What goes wrong is an exception with a message for the operator. */
public interface Target {

    /**
     * Takes devices in.
     *
     * @param devices the body of {@code POST /devices/import}
     * @param dry whether only to tell what would be changed
     * @return its answer
     */
    JsonNode devices(byte[] devices, boolean dry);

    /** A policy as it is written, null if there is none of that name. */
    @Nullable
    JsonNode policy(String name);

    /** Writes a policy that is not there. */
    void write(String name, JsonNode policy);
}
