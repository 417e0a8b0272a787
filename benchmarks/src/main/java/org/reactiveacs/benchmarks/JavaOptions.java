package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * With which Java a process is started.
 *
 * @param home of the JDK
 * @param version of it, 17 or more
 * @param heap that it has from the beginning, as {@code 1g}
 * @param more options, after those of the launcher
 */
record JavaOptions(Path home, int version, String heap, List<String> more) {
    private static final int NATIVE_ACCESS_IS_ASKED = 24;
    private static final int COMPACT_HEADERS = 25;
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    /** This process' own Java, as the launcher starts a server. */
    static JavaOptions ordinary() {
        return new JavaOptions(
                Path.of(System.getProperty("java.home")), Runtime.version().feature(), "1g", List.of());
    }

    /**
     * The same with the launcher's archive of classes, if there is one, which saves seconds. Not for who has its memory counted: what comes
     * from the archive little by little would be counted, too.
     */
    JavaOptions withArchive() {
        List<String> archive = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .flatMap(option -> Stream.of(option, "-Xlog:cds*=off"))
                .toList();
        return new JavaOptions(
                home,
                version,
                heap,
                Stream.concat(archive.stream(), more.stream()).toList());
    }

    /** The same with another heap. */
    JavaOptions withHeap(String size) {
        return new JavaOptions(home, version, size, more);
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/java").toString(),
                "-XX:+UseG1GC",
                "-Xms" + heap,
                "-Xmx" + heap,
                "-Dio.netty.leakDetection.level=disabled",
                // Or threads of the compiler would end, and what they had could not be told from what others had.
                "-XX:-UseDynamicNumberOfCompilerThreads"));
        if (version >= NATIVE_ACCESS_IS_ASKED) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        if (version >= COMPACT_HEADERS) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        if (hasHugePages()) {
            command.add("-XX:+UseTransparentHugePages");
        }
        command.addAll(more);
        return command;
    }

    private static boolean hasHugePages() {
        try {
            return !Files.readString(HUGE_PAGES).contains("[never]");
        } catch (IOException e) {
            return false; // No such kernel.
        }
    }
}
