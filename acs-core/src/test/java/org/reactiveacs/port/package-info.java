/** Tests of what the core asks of the shell. */
@NullMarked
package org.reactiveacs.port;

import org.jspecify.annotations.NullMarked;
