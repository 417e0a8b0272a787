/**
 * What the server asks of a store, one unit of work a call, and the rules that every store keeps.
 *
 * <p>Called by the endpoint, the API and background work; calls all domain types. Stores implement it.
 */
@NullMarked
package org.reactiveacs.store;

import org.jspecify.annotations.NullMarked;
