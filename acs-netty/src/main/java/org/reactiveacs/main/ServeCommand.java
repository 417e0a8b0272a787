package org.reactiveacs.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.ServerStarter.RunningServer;
import org.reactiveacs.main.config.ConfigLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code acs serve}: runs the server until a signal stops it. */
@Command(
        name = "serve",
        description = {
            "Run the server until SIGTERM or SIGINT.",
            "",
            "Every configuration key has a default. --set wins over the environment, which wins over the file."
        })
final class ServeCommand implements CliCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Map<String, String> environment;
    private final ServerStarter starter;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file in YAML. Default: what ACS_CONFIG says, or none.")
    @Nullable
    Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Set a configuration key, such as cwmp.listen=0.0.0.0:7547. May be repeated; a later one wins.")
    List<String> sets = List.of();

    ServeCommand(Map<String, String> environment, ServerStarter starter) {
        this.environment = environment;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunningServer server = starter.start(ConfigLoader.load(file(), environment, sets));
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(server, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        stopped.await();
        return ExitCode.OK;
    }

    private static void stop(RunningServer server, CountDownLatch stopped) {
        LOG.info("stopping");
        server.close();
        LOG.info("stopped");
        stopped.countDown();
    }

    private Optional<Path> file() {
        if (file != null) {
            return Optional.of(file);
        }
        return Optional.ofNullable(environment.get("ACS_CONFIG"))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }
}
