/** Tests of the whole: simulated CPEs, the server and its API in one process. */
@NullMarked
package org.reactiveacs.simulator.command;

import org.jspecify.annotations.NullMarked;
