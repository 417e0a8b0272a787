/**
 * The link to Redis: connections, scripts, retries and what "durable" takes; alone, with Sentinel or as a Cluster.
 *
 * <p>Called by the stores and the cluster's coordination; calls Lettuce and nothing of the project but the store's
 * exception.
 */
@NullMarked
package org.reactiveacs.store.redis.link;

import org.jspecify.annotations.NullMarked;
