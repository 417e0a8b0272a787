/**
 * What this server calls by itself: which addresses may be called, whoever named them; and JSON that is posted, signed.
 *
 * <p>Called by connreq, delivery and hooks; calls nothing.
 */
@NullMarked
package org.reactiveacs.outbound;

import org.jspecify.annotations.NullMarked;
