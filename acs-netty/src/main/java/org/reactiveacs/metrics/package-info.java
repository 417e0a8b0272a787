/**
 * What a node tells about itself: the meters that the other packages feed, health, and the listener that serves both.
 *
 * <p>Created by {@code main}; fed by the CWMP endpoint, the API and the store's wrapper. Calls no other package of the
 * project. Each meter's name, labels and meaning stand in docs/metrics.md.
 */
@NullMarked
package org.reactiveacs.metrics;

import org.jspecify.annotations.NullMarked;
