/**
 * Messages of single devices, as they went over the wire, for operators who want to know what a device really says: who ordered that and until
 * when, and what was captured. Secrets are masked before anything is kept. Written by the API and by the endpoint of each node; calls
 * {@code store} alone.
 */
@NullMarked
package org.reactiveacs.capture;

import org.jspecify.annotations.NullMarked;
