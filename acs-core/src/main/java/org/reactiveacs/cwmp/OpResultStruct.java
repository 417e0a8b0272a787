package org.reactiveacs.cwmp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an ordered operation on a deployment unit ended (TR-069 A6 §A.4.2.3).
 *
 * @param uuid of the deployment unit
 * @param deploymentUnitRef its path in the data model
 * @param version of the deployment unit
 * @param currentState {@code Installed}, {@code Uninstalled} or {@code Failed}
 * @param resolved whether all its dependencies are met
 * @param executionUnitRefList comma-separated paths of its execution units
 * @param startTime null when unknown
 * @param completeTime null when unknown
 * @param fault {@link FaultStruct#NONE} for success
 */
public record OpResultStruct(
        String uuid,
        String deploymentUnitRef,
        String version,
        String currentState,
        boolean resolved,
        String executionUnitRefList,
        @Nullable Instant startTime,
        @Nullable Instant completeTime,
        FaultStruct fault) {}
