package org.reactiveacs.main;

import java.io.PrintWriter;
import java.util.List;
import org.reactiveacs.main.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says on stderr what went wrong, in words and without a stack trace, and chooses the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command.getErr(), List.of(String.valueOf(failure.getMessage()), "See: " + name + " --help"));
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ConfigException config) {
            print(command.getErr(), config.problems());
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof CommandFailure) {
            LOG.debug("command failed", failure);
            print(command.getErr(), List.of(String.valueOf(failure.getMessage())));
        } else {
            LOG.error("unexpected failure", failure); // a bug, and then the stack trace is what helps
        }
        return ExitCode.FAILURE;
    }

    private static void print(PrintWriter err, List<String> lines) {
        lines.forEach(line -> err.println("acs: " + line));
        err.flush();
    }
}
