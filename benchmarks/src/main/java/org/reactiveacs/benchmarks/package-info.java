/**
 * Measurements that are repeated by one command each; docs/performance.md names the commands and the figures.
 *
 * <p>Each runs the server in a process of its own, pinned to one core, and the load on another, beside a floor that does
 * the least that any server must, so that figures of different machines can be compared as ratios.
 */
@NullMarked
package org.reactiveacs.benchmarks;

import org.jspecify.annotations.NullMarked;
