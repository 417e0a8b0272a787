package org.reactiveacs.policy;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.task.DailyWindow;

/**
 * What must hold at which devices.
 *
 * @param name unique
 * @param weight where two policies want different things, the one that weighs more wins; of two that weigh alike, the first by name
 * @param enabled whether it is in force
 * @param match which devices and sessions it is meant for
 * @param when a CEL expression that must be true besides, null for none
 * @param window the hours in which devices are changed for it, null for any
 * @param goals what must hold
 * @param hook who is asked what else must hold, null for nobody
 */
public record Policy(
        String name,
        int weight,
        boolean enabled,
        PolicyMatch match,
        @Nullable String when,
        @Nullable DailyWindow window,
        Goals goals,
        @Nullable Hook hook) {}
