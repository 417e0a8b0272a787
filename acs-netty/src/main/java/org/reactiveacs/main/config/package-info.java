/**
 * The configuration: typed mappings of every key, and the loader that merges defaults, file, environment and command line.
 *
 * <p>Called by {@code main} only, which hands plain values on to the other packages; it may call the settings types of
 * those packages, never their work. The meaning of each key stands in docs/configuration.md.
 */
@NullMarked
package org.reactiveacs.main.config;

import org.jspecify.annotations.NullMarked;
