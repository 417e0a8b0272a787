@NullMarked
package org.reactiveacs.simulator.wake;

import org.jspecify.annotations.NullMarked;
