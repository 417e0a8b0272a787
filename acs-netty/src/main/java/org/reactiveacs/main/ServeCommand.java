package org.reactiveacs.main;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.ServerStarter.RunningServer;
import org.reactiveacs.main.config.AcsConfig;
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

    /** Time to close what is left when no session is under way any more. */
    private static final Duration BEYOND_DRAIN = Duration.ofSeconds(5);

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
        AcsConfig config = ConfigLoader.load(file(), environment, sets);
        LogFormat.apply(config.log().format());
        RunningServer server = starter.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Duration most =
                config.shutdown().notice().plus(config.shutdown().drain()).plus(BEYOND_DRAIN);
        Thread hook = new Thread(() -> stop(server, stopped, most), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        stopped.await();
        return ExitCode.OK;
    }

    /** The process lives until this returns, so it does not wait for ever. */
    private static void stop(RunningServer server, CountDownLatch stopped, Duration most) {
        LOG.info("stopping");
        Thread closing = new Thread(server::close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(most.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn("stopped before all was closed within={}", most);
        } else {
            LOG.info("stopped");
        }
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
