/**
 * The one language in which operators say which devices they mean.
 *
 * <p>Called by the API, which parses it, and by stores, which evaluate it; calls device only.
 */
@NullMarked
package org.reactiveacs.store.filter;

import org.jspecify.annotations.NullMarked;
