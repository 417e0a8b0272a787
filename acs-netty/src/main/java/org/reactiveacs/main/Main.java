package org.reactiveacs.main;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(AcsCommand.commandLine(System.getenv()).execute(args));
    }
}
