/** Tests of deliveries, to receivers on real sockets. */
@NullMarked
package org.reactiveacs.delivery;

import org.jspecify.annotations.NullMarked;
