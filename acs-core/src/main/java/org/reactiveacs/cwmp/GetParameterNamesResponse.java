package org.reactiveacs.cwmp;

import java.util.List;

/**
 * What there is below a path (TR-069 A6 §A.3.2.3).
 *
 * @param parameterList parameters and objects
 */
public record GetParameterNamesResponse(List<ParameterInfoStruct> parameterList) implements CpeResponse {
    public GetParameterNamesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
