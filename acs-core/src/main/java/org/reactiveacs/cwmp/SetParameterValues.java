package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Sets parameters, all or none (TR-069 A6 §A.3.2.1).
 *
 * @param parameterList what to set
 * @param parameterKey becomes {@code ManagementServer.ParameterKey} if the call succeeds; at most 32 characters
 */
public record SetParameterValues(List<ParameterValueStruct> parameterList, String parameterKey) implements AcsRequest {
    public SetParameterValues {
        parameterList = List.copyOf(parameterList);
    }
}
