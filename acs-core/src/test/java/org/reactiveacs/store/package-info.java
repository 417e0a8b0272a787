/**
 * The contract that every store keeps, as tests that a store's own module runs, and builders for them.
 *
 * <p>Called by the tests of stores; calls the store's interface alone.
 */
@NullMarked
package org.reactiveacs.store;

import org.jspecify.annotations.NullMarked;
