/**
 * How equal nodes share the work
 *
 * <p> partitions of devices and mail between nodes.:Called by everything that works in the background; calls device only.
 */
@NullMarked
package org.reactiveacs.cluster;

import org.jspecify.annotations.NullMarked;
