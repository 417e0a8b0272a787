/**
 * Notices what is wrong with devices and with the fleet, and when it is over: sessions leave signs here, which are looked at beside them, and
 * what is open is looked at again by the node that holds the partition.
 *
 * <p>Called through {@link org.reactiveacs.anomaly.AnomalySigns} by the endpoint; calls the core and metrics.
 */
@NullMarked
package org.reactiveacs.oddity;

import org.jspecify.annotations.NullMarked;
