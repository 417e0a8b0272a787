/**
 * What operators change in more than one record: subscribers together with their devices, and a device in the
 * place of another. Each change says first what it is about to do,
 * does it, and can be finished by anybody.
 *
 * <p>Called by the API; calls device, task and store.
 */
@NullMarked
package org.reactiveacs.inventory;

import org.jspecify.annotations.NullMarked;
