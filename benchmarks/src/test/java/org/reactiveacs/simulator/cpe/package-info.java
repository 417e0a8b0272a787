/** Tests of a CPE's brain, message by message, without sockets and with a clock of their own. */
@NullMarked
package org.reactiveacs.simulator.cpe;

import org.jspecify.annotations.NullMarked;
