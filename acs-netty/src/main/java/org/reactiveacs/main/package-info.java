/**
 * The process: command line, logging, and the wiring of all parts in {@link org.reactiveacs.main.Acs}.
 *
 * <p>Nothing calls it but the Java virtual machine and the commands of other modules, which join through
 * {@link org.reactiveacs.main.CliCommand}. It may call everything.
 */
@NullMarked
package org.reactiveacs.main;

import org.jspecify.annotations.NullMarked;
