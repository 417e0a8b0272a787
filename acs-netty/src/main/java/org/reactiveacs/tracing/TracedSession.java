package org.reactiveacs.tracing;

import java.time.Instant;
import java.util.Collection;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;

/**
 * What a session's own span tells of it.
 *
 * @param device whose
 * @param identity of the device
 * @param events event codes of its Inform
 * @param startedAt when that came
 */
public record TracedSession(DeviceId device, Identity identity, Collection<String> events, Instant startedAt) {}
