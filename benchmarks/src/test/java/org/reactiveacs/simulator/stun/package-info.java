@NullMarked
package org.reactiveacs.simulator.stun;

import org.jspecify.annotations.NullMarked;
