/**
 * Delivers events to those who have subscribed to them: each node those of the partitions that it holds, signed, in batches, again until
 * they are taken, and into dead letters if they never are. {@link org.reactiveacs.delivery.Deliveries} looks what is to be done, a
 * {@code Courier} carries it for each subscription. {@link org.reactiveacs.delivery.TaskCallbacks} tells those that ordered a task of its
 * end, in no order.
 *
 * <p>Started by {@code main}; calls subscription, feed, cluster, the store, outbound and metrics.
 */
@NullMarked
package org.reactiveacs.delivery;

import org.jspecify.annotations.NullMarked;
