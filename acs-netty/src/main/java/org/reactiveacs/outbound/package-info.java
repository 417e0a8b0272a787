/**
 * What this server calls by itself: which addresses may be called, whoever named them.
 *
 * <p>Called by connreq and hooks; calls nothing.
 */
@NullMarked
package org.reactiveacs.outbound;

import org.jspecify.annotations.NullMarked;
