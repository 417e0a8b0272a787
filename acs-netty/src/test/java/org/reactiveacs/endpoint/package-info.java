/** Tests of the endpoint over real sockets. */
@NullMarked
package org.reactiveacs.endpoint;

import org.jspecify.annotations.NullMarked;
