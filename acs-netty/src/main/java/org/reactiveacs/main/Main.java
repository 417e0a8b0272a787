package org.reactiveacs.main;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // OpenSSL lets no client renegotiate; where it does not load, Java would let it, again and again.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        System.exit(AcsCommand.commandLine(System.getenv()).execute(args));
    }
}
