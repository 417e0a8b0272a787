package org.reactiveacs.genieacs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that {@code mongoexport} (or {@code bsondump}) wrote, one for each collection: a document on each line, or all in an array, in extended JSON.
 */
final class DumpSource implements GenieSource {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    DumpSource(Path directory) {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            throw new GenieException("--from: " + directory + " is neither the URL of an NBI nor a directory");
        }
        if (!Files.exists(file("devices"))) {
            throw new GenieException(
                    "--from: " + directory + " has no devices.json; mongoexport --collection=devices writes it");
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".json");
    }

    @Override
    public void read(String name, Consumer<JsonNode> each) {
        var file = file(name);
        if (!Files.exists(file)) {
            return;
        }
        try (var in = Files.newInputStream(file);
                var documents = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            while (documents.hasNext()) {
                each.accept(ExtendedJson.plain(documents.next()));
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new GenieException(
                    file + " is no JSON" + (at == null ? "" : ", in line " + at.getLineNr()) + ": "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new GenieException("cannot read " + file + ": " + e, e);
        }
    }
}
