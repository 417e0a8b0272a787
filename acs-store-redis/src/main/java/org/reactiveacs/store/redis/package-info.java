/**
 * The store on Redis. Everything of a device stands in its partition, under one hash tag, so that one script reads or
 * writes all of it in one round trip, on a Cluster too; what all partitions share stands in a slot of its own.
 *
 * <p>Called by {@code main}; calls the core's store interface, records and domain, and {@code link}.
 */
@NullMarked
package org.reactiveacs.store.redis;

import org.jspecify.annotations.NullMarked;
