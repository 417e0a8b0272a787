package org.reactiveacs.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CliCommand;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.main.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acs demo}: a server with simulated devices, to look at and to try. */
@Command(
        name = "demo",
        description = {
            "Run a server with simulated devices on this machine, to look at and to try.",
            "",
            "Listens on loopback only and asks for no token. Ctrl-C ends it."
        })
public final class DemoCommand implements CliCommand {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many devices. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the store is kept. Default: a temporary directory, deleted at the end.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (devices < 1) {
            throw new ParameterException(spec.commandLine(), "--devices: must be at least 1, not " + devices);
        }
        Path directory = data == null ? Files.createTempDirectory("acs-demo") : data;
        Demo demo;
        try {
            demo = Demo.start(directory, devices, INTERVAL);
        } catch (CommandFailure failure) {
            deleteIfOurs(directory);
            throw failure;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    demo.close();
                    deleteIfOurs(directory);
                    stopped.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        demo.awaitSample(FIRST_CONTACT);
        spec.commandLine().getOut().print(demo.welcome());
        spec.commandLine().getOut().flush();
        stopped.await();
        return ExitCode.OK;
    }

    private void deleteIfOurs(Path directory) {
        if (data != null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("acs: " + directory + " could not be deleted: " + e.getMessage());
        }
    }
}
