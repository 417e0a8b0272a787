/**
 * The command {@code acs simulate}: its options, and what it shows.
 *
 * <p>Calls {@code load}, {@code scenario} and {@code fleet}.
 */
@NullMarked
package org.reactiveacs.simulator.command;

import org.jspecify.annotations.NullMarked;
