package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** Waits until a server that is under load is warm: its compiler has next to nothing to do any more. */
final class WarmUp {
    /** How long a look should take at least, so that ticks are fine enough. */
    static final int LOOK_MILLIS = 2_000;

    /** Share of a core; a compiler that has less is done. */
    private static final double COMPILER_IDLE = 0.05;

    /** It still gets faster when a look shows more than the best before by this share. */
    private static final double FASTER = 0.05;

    /** So many in a row must show a server that is warm: what is called rarely is compiled late. */
    private static final int STEADY_LOOKS = 4;

    private WarmUp() {}

    /** What a server did under load just now. */
    @FunctionalInterface
    interface Look {
        Work take() throws IOException, InterruptedException;
    }

    /**
     * Looks until it is warm, but not at the first look, before which it may have had nothing to do.
     *
     * @param mostSeconds after which it has to do
     */
    static void await(int mostSeconds, Look look, Consumer<String> out) throws IOException, InterruptedException {
        double best = 0;
        int steady = 0;
        double seconds = 0;
        while (steady < STEADY_LOOKS && seconds < mostSeconds) {
            Work work = look.take();
            out.accept(String.format(
                    Locale.ROOT,
                    "warming up: %.0f a second, the compiler has %.0f %% of a core",
                    work.perSecond(),
                    work.compiler() * 100));
            boolean isSteady = work.compiler() < COMPILER_IDLE && work.perSecond() < best * (1 + FASTER);
            steady = isSteady ? steady + 1 : 0;
            best = Math.max(best, work.perSecond());
            seconds += work.seconds();
        }
    }
}
