/**
 * Hooks: programs of the operator's own that are asked over HTTP what a policy wants of a device.
 *
 * <p>What is asked and what was answered are values here; asking is the shell's. Called by policy.desired, session and the shell;
 * calls policy and device.
 */
@NullMarked
package org.reactiveacs.policy.hook;

import org.jspecify.annotations.NullMarked;
