/**
 * Proof of the codec, and builders of messages for the tests of every module. Called by tests only; calls the codec.
 */
@NullMarked
package org.reactiveacs.cwmp;

import org.jspecify.annotations.NullMarked;
