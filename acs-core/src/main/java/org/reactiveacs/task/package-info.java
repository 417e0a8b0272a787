/**
 * A task is one thing that an operator wants done at one device
 *
 * <p> what, when, how far it is and how it ended.:Called by session, policy, store and the API; calls device only.
 */
@NullMarked
package org.reactiveacs.task;

import org.jspecify.annotations.NullMarked;
