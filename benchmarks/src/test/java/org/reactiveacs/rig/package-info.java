/** What tests of servers and simulated devices do alike: order as an operator does, let devices call, and wait. */
@NullMarked
package org.reactiveacs.rig;

import org.jspecify.annotations.NullMarked;
