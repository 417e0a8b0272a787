@NullMarked
package org.reactiveacs.simulator.scenario;

import org.jspecify.annotations.NullMarked;
