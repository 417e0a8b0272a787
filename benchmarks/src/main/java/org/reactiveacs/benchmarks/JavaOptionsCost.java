package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What options for Java, and versions of it, change in what an ordinary session costs: {@code JavaOptionsCost DEVICES
 * JAVA-HOME[=OPTION OPTION...]...}. Starts a server on the embedded store for each, has them take turns, and prints each one's CPU a session
 * as a ratio to that of the first. An option overrides what the launcher says, as {@code -XX:-UseG1GC}.
 */
public final class JavaOptionsCost {
    private static final int MOST_WARMUP = 90;

    private JavaOptionsCost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Contest.Entrant> entrants = new ArrayList<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            entrants.add(new Contest.Entrant(argument, options(argument), List.of()));
        }
        Contest.run(Integer.parseInt(arguments[0]), MOST_WARMUP, entrants);
    }

    private static JavaOptions options(String argument) throws IOException {
        int split = argument.indexOf('=');
        Path home = Path.of(split < 0 ? argument : argument.substring(0, split));
        List<String> more =
                split < 0 ? List.of() : List.of(argument.substring(split + 1).split(" ", -1));
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return new JavaOptions(home, Runtime.Version.parse(version).feature(), Contest.HEAP, more);
    }
}
