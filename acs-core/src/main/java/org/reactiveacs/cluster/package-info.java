/**
 * How equal nodes share the work: who is there, which partitions each one leases, and mail between them.
 *
 * <p>Called by everything that works in the background; calls device only. Stores implement it.
 */
@NullMarked
package org.reactiveacs.cluster;

import org.jspecify.annotations.NullMarked;
