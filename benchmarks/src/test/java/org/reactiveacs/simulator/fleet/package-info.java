/** Tests of the whole: simulated CPEs, the server and its API in one process. */
@NullMarked
package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.NullMarked;
