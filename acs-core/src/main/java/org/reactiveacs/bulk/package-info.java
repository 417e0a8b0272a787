/**
 * Connection requests to many devices: what was ordered and how far it is, as all nodes see it. Written by the API and by the nodes
 * that do it, each for the partitions that it holds; calls {@code store} alone.
 */
@NullMarked
package org.reactiveacs.bulk;

import org.jspecify.annotations.NullMarked;
