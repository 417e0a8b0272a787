package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The values that were asked for (TR-069 A6 §A.3.2.2).
 *
 * @param parameterList may miss names or bring others
 */
public record GetParameterValuesResponse(List<ParameterValueStruct> parameterList) implements CpeResponse {
    public GetParameterValuesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
