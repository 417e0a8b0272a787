package org.reactiveacs.policy.hook;

import org.reactiveacs.device.DeviceId;
import org.reactiveacs.policy.Hook;

/**
 * What a hook is to be asked.
 *
 * @param policy whose hook it is
 * @param revision changes with what the policy says
 * @param hook how it is asked
 * @param device of which
 * @param body what is known of the device, in JSON: the same as long as nothing of it has changed
 */
public record HookQuestion(String policy, long revision, Hook hook, DeviceId device, String body) {}
