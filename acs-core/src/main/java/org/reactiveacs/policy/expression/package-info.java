/**
 * Expressions in policies: CEL over what is known of a device. Called by policy alone; calls device.
 */
@NullMarked
package org.reactiveacs.policy.expression;

import org.jspecify.annotations.NullMarked;
