package org.reactiveacs.main;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code acs version}. */
@Command(name = "version", description = "Show the version of the server and of the Java that runs it.")
final class VersionCommand implements CliCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println("Reactive ACS " + Version.number() + ", commit " + Version.commit() + ", Java "
                        + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        return ExitCode.OK;
    }
}
