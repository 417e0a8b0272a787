/**
 * Micro-benchmarks (JMH) of what every session does. {@code MicroBenchmarksTest} runs them: shortly, so that they keep running, and as
 * long as figures need with {@code -Dmicro=full}.
 */
@NullMarked
package org.reactiveacs.benchmarks;

import org.jspecify.annotations.NullMarked;
