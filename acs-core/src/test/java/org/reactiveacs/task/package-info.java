/** Tests of orders: what is refused before any device sees it. */
@NullMarked
package org.reactiveacs.task;

import org.jspecify.annotations.NullMarked;
