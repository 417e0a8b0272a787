package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Looks at the process that runs it, in which Java has compiled something by now. */
final class ProcessorTimeTest {

    @Test
    void theCompilerIsToldApart() throws Exception {
        ProcessorTime time = ProcessorTime.of(ProcessHandle.current().pid());

        assertThat(time.compilerSeconds()).isPositive();
        assertThat(time.workSeconds()).isPositive().isLessThan(time.seconds());
    }

    @Test
    void timeIsCountedFromBefore() {
        ProcessorTime time = new ProcessorTime(5, 3).since(new ProcessorTime(1, 0.5));

        assertThat(time).isEqualTo(new ProcessorTime(4, 2.5));
        assertThat(time.workSeconds()).isEqualTo(1.5);
    }
}
