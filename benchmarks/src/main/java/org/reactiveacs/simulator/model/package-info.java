/**
 * Data models of simulated CPEs: a schema that all devices of a kind share, read from a resource, and a small overlay for
 * each device that holds only what differs from it.
 *
 * <p>Called by {@code cpe}, which speaks CWMP about them; calls only {@code device.ParameterType} and the fault codes.
 */
@NullMarked
package org.reactiveacs.simulator.model;

import org.jspecify.annotations.NullMarked;
