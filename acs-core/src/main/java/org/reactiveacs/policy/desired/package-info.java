/**
 * Desired state: which policies are meant for a session, how what they want differs from what is known, and what is to be
 * done about it. Pure but for a memory of matches. Called by session and the API's previews; calls policy, task and
 * device.
 */
@NullMarked
package org.reactiveacs.policy.desired;

import org.jspecify.annotations.NullMarked;
