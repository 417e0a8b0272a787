/**
 * Campaigns carried out: each node looks once a second at the partitions that it holds, orders what is due there and looks at what became
 * of it; the one that holds the campaign's own partition steers.
 *
 * <p>Called by {@code main}; calls metrics and the core.
 */
@NullMarked
package org.reactiveacs.rollout;

import org.jspecify.annotations.NullMarked;
