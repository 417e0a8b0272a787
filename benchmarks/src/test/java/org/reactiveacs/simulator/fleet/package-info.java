@NullMarked
package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.NullMarked;
