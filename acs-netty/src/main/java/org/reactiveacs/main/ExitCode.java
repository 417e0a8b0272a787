package org.reactiveacs.main;

/** How the process ends, so that scripts need not read its words. Stopped by a signal, it is 128 and the signal. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;

    /** Something failed at run time; the last line on stderr says what. */
    public static final int FAILURE = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** The configuration is wrong; each problem is a line on stderr. */
    public static final int CONFIGURATION = 3;

    private ExitCode() {}
}
