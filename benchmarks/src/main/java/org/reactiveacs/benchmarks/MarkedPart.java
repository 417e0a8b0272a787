package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a program writes; people write what stands around it. */
record MarkedPart(String name) {

    private String begin() {
        return "<!-- " + name + ": begin -->";
    }

    private String end() {
        return "<!-- " + name + ": end -->";
    }

    /**
     * Puts a text in the place of the one that stands there.
     *
     * @throws IOException when the file cannot be read or written, or has no such part
     */
    void write(Path document, String text) throws IOException {
        String before = Files.readString(document);
        int from = before.indexOf(begin());
        int to = before.indexOf(end());
        if (from < 0 || to < from) {
            throw new IOException(document + " has no part between " + begin() + " and " + end());
        }
        Files.writeString(
                document,
                before.substring(0, from + begin().length()) + "\n\n" + text.strip() + "\n\n" + before.substring(to));
    }
}
