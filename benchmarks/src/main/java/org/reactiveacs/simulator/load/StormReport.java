package org.reactiveacs.simulator.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What came of all devices booting.
 *
 * @param bootSeconds from the beginning, within which all devices booted
 * @param lastServedSeconds from the beginning until the last device was served; null when some were not
 * @param notServed devices that were not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StormReport(double bootSeconds, @Nullable Double lastServedSeconds, int notServed) {}
