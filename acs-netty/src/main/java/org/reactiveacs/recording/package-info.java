/**
 * Captures what single devices say where an operator ordered it: takes messages from the endpoint, and writes them down each second where all
 * nodes see them. Called by {@code endpoint} through {@code capture.Tap}; calls core and {@code metrics}.
 */
@NullMarked
package org.reactiveacs.recording;

import org.jspecify.annotations.NullMarked;
