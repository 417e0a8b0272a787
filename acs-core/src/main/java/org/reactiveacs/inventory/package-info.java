/**
 * What operators change in more than one record: subscribers together with their devices. Each change says first what it is about to do,
 * does it, and can be finished by anybody.
 *
 * <p>Called by the API; calls device and store.
 */
@NullMarked
package org.reactiveacs.inventory;

import org.jspecify.annotations.NullMarked;
