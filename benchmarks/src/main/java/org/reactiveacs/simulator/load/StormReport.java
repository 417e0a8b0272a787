package org.reactiveacs.simulator.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of all devices booting.
 *
 * @param lastServedSeconds from the beginning until the last device was served; null when some were not
 * @param notServed devices that were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StormReport(@Nullable Double lastServedSeconds, int notServed) {}
