/**
 * What the nodes of a cluster share through Redis: who is alive, who leases which partition, and mail.
 *
 * <p>Made by {@code main}; implements the core's ports of the same name; calls the link and nothing of the stores.
 */
@NullMarked
package org.reactiveacs.store.redis.cluster;

import org.jspecify.annotations.NullMarked;
