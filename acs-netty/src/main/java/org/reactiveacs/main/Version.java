package org.reactiveacs.main;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import picocli.CommandLine.IVersionProvider;

/** What this program is called and which version of it runs. */
public final class Version implements IVersionProvider {
    private static final String UNKNOWN = "unknown";

    /** The version as built into the jar, or {@code development} outside of one. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** The commit that the jar was built from, {@code unknown} when the build did not say or this is no jar. Reads the jar. */
    public static String commit() {
        var source = Version.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return UNKNOWN;
        }
        try (var jar = new JarFile(Path.of(source.getLocation().toURI()).toFile())) {
            var manifest = jar.getManifest();
            var commit = manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Commit");
            return commit == null || commit.isBlank() ? UNKNOWN : commit;
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return UNKNOWN; // classes in a directory
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Reactive ACS " + number()};
    }
}
