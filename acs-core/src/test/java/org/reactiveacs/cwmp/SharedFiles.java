package org.reactiveacs.cwmp;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that are not the project's own, in {@code shared} beside the project; a test that needs one is skipped without. */
public final class SharedFiles {

    private SharedFiles() {}

    /** A directory or file below {@code shared}; skips the running test when it is not there. */
    public static Path find(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve("acs-core"))) {
            root = root.getParent();
        }
        Path found = root == null
                ? Path.of(name)
                : root.resolve("../shared").resolve(name).normalize();
        Assumptions.assumeTrue(Files.exists(found), () -> "needs " + found);
        return found;
    }
}
