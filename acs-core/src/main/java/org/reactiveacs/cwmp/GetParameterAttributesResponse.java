package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The attributes that were asked for (TR-069 A6 §A.3.2.5).
 *
 * @param parameterList one for each parameter
 */
public record GetParameterAttributesResponse(List<ParameterAttributeStruct> parameterList) implements CpeResponse {
    public GetParameterAttributesResponse {
        parameterList = List.copyOf(parameterList);
    }
}
