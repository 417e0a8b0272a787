/**
 * Asks the hooks of policies over HTTP: signed, bounded in time, size and number, and not at all while one has failed too often.
 *
 * <p>Called through {@link org.reactiveacs.library.Hooks} by the endpoint; calls library, policy, outbound and metrics.
 */
@NullMarked
package org.reactiveacs.hooks;

import org.jspecify.annotations.NullMarked;
