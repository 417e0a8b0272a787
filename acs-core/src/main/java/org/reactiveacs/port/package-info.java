/**
 * What the core asks of the shell around it
 *
 * <p> who acts, ids, events.:Called by everything in the core; calls device only.
 */
@NullMarked
package org.reactiveacs.port;

import org.jspecify.annotations.NullMarked;
