package org.reactiveacs.main;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code acs}: shows its help unless a subcommand is named. */
@Command(
        name = "acs",
        description = "Reactive ACS, an auto-configuration server for TR-069 (CWMP).",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 wrong configuration,",
            "143 stopped by SIGTERM, 130 by SIGINT.",
            "Environment: ACS_LOG sets the log level, ACS_CONFIG the configuration file,",
            "ACS_JAVA_OPTS options for Java; ACS_CWMP_LISTEN and the like set configuration keys."
        })
public final class AcsCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AcsCommand.class);

    private final CommandLine commandLine = new CommandLine(this);

    private AcsCommand() {}

    /** The whole command line, with the subcommands of all modules on the class path. */
    public static CommandLine commandLine(Map<String, String> environment) {
        CommandLine root = new AcsCommand().commandLine;
        root.addSubcommand(new ServeCommand(environment, Acs::start));
        root.addSubcommand(new UpgradeCommand());
        root.addSubcommand(new ImportCommand());
        root.addSubcommand(new VersionCommand());
        root.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
        ServiceLoader.load(CliCommand.class).forEach(root::addSubcommand);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures();
        root.setParameterExceptionHandler(failures);
        root.setExecutionExceptionHandler(failures);
        logLevel(environment);
        return root;
    }

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            description = "How much is logged: ${COMPLETION-CANDIDATES}. Default: info, or what ACS_LOG says.")
    void logLevel(LogLevel level) {
        level.apply();
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    private static void logLevel(Map<String, String> environment) {
        String name = environment.get(LogLevel.VARIABLE);
        if (name == null || name.isBlank()) {
            return;
        }
        Optional<LogLevel> level = LogLevel.named(name);
        level.orElse(LogLevel.INFO).apply();
        if (level.isEmpty()) {
            LOG.warn("{} is none of {}, info is used", LogLevel.VARIABLE, Arrays.toString(LogLevel.values()));
        }
    }
}
