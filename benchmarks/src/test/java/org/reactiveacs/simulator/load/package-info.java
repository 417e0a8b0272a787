@NullMarked
package org.reactiveacs.simulator.load;

import org.jspecify.annotations.NullMarked;
