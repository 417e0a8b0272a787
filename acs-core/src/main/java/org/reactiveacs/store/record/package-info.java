/**
 * How the domain is written into bytes, the same for every store. Each record begins with a format byte; version N reads
 * N-1.
 *
 * <p>Called by stores; calls all domain types.
 */
@NullMarked
package org.reactiveacs.store.record;

import org.jspecify.annotations.NullMarked;
