package org.reactiveacs.session.work;

import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.task.TaskFault;

/** Faults of the CPE as an operator reads them. */
public final class Faults {

    static final int INTERNAL_ERROR = 9002;
    static final int INVALID_ARGUMENTS = 9003;
    static final int RESOURCES_EXCEEDED = 9004;
    static final int INVALID_PARAMETER_NAME = 9005;

    private Faults() {}

    /** The fault with its code, text and parameters. */
    public static TaskFault of(Fault fault) {
        return new TaskFault(
                fault.code(),
                TaskFault.CPE_FAULT,
                fault.string(),
                fault.setParameterValuesFaults().stream()
                        .map(one ->
                                new TaskFault.ParameterFault(one.parameterName(), one.faultCode(), one.faultString()))
                        .toList());
    }

    /** Whether the CPE could not do so much at once; some say so with an internal error. */
    static boolean isExhausted(Fault fault) {
        return fault.code() == RESOURCES_EXCEEDED || fault.code() == INTERNAL_ERROR;
    }

    /** Whether the CPE does not know a name in the request; some say so of their arguments as a whole. */
    static boolean isBadName(Fault fault) {
        return fault.code() == INVALID_PARAMETER_NAME || fault.code() == INVALID_ARGUMENTS;
    }

    /** An answer that is neither the request's response nor a fault. */
    static Answer unexpected(CpeResponse response) {
        return response instanceof Fault fault
                ? Answer.failed(of(fault))
                : Answer.failed(TaskFault.ours(
                        "unexpectedAnswer", "the device answered with " + response.rpcName() + " instead"));
    }
}
