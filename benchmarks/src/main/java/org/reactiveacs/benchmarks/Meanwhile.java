package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** What can be done while something takes its time that is not measured. */
@FunctionalInterface
interface Meanwhile {
    void run() throws IOException, InterruptedException, GeneralSecurityException;
}
