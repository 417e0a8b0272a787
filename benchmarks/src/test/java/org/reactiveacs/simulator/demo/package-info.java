/** Tests of the whole: simulated CPEs, the server and its API in one process. */
@NullMarked
package org.reactiveacs.simulator.demo;

import org.jspecify.annotations.NullMarked;
