/** What tests of servers and simulated devices do alike: order as an operator does, and wait. */
@NullMarked
package org.reactiveacs.rig;

import org.jspecify.annotations.NullMarked;
