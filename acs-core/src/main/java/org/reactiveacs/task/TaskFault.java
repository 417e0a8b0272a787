package org.reactiveacs.task;

import java.util.List;

/**
 * Why a task failed: a fault of the CPE, or a reason of our own.
 *
 * @param code the CPE's fault code (9000-9899), 0 when the reason is ours
 * @param reason our own reason, such as {@code outcomeUnknown}, or {@code cpeFault}
 * @param text what the CPE or we say about it
 * @param parameters the single parameters that the CPE blamed
 */
public record TaskFault(int code, String reason, String text, List<ParameterFault> parameters) {

    public static final String CPE_FAULT = "cpeFault";
    /** The connection died between request and answer, and no evidence came before the deadline. */
    public static final String OUTCOME_UNKNOWN = "outcomeUnknown";
    /** The order was taken, and the transfer was never reported as complete. */
    public static final String NOT_REPORTED = "transferNotReported";
    /** What the task asks for cannot be sent. */
    public static final String INVALID = "invalidTask";
    /** The device kept breaking off at this task. */
    public static final String GAVE_UP = "tooManyAttempts";

    /** One parameter that the CPE blamed. */
    public record ParameterFault(String path, int code, String text) {}

    public TaskFault {
        parameters = List.copyOf(parameters);
    }

    public static TaskFault ours(String reason, String text) {
        return new TaskFault(0, reason, text, List.of());
    }
}
