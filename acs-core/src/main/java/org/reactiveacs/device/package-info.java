/**
 * What is known of a CPE: its identity, the small head that every session reads, and the packed parameter tree.
 *
 * <p>Called by every other package of the core; calls none of them.
 */
@NullMarked
package org.reactiveacs.device;

import org.jspecify.annotations.NullMarked;
