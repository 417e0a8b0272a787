package org.reactiveacs.genieacs;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Where GenieACS' collections are read. */
public interface GenieSource {

    /**
     * Hands over all documents of a collection, one after the other; none are kept.
     *
     * @param name as the database has it: {@code devices}, {@code presets}, {@code virtualParameters}, ...
     * @throws GenieException if it cannot be read
     */
    void read(String name, Consumer<JsonNode> each);

    /** All documents of a small collection; empty if there is none of that name. */
    default List<JsonNode> all(String name) {
        var documents = new java.util.ArrayList<JsonNode>();
        read(name, documents::add);
        return documents;
    }

    /** The source that a text names: the URL of an NBI, or a directory of exported files. */
    static GenieSource of(String from) {
        return from.startsWith("http://") || from.startsWith("https://")
                ? new NbiSource(java.net.URI.create(from))
                : new DumpSource(java.nio.file.Path.of(from));
    }
}
