package org.reactiveacs.policy;

import org.reactiveacs.task.TaskSpec;

/**
 * The firmware that must run.
 *
 * @param version as the device reports it when it runs
 * @param download how it is brought there
 */
public record WantedFirmware(String version, TaskSpec.Download download) {}
