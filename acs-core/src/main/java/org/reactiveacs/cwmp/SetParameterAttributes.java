package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Sets notification and access of parameters (TR-069 A6 §A.3.2.4).
 *
 * @param parameterList at least one
 */
public record SetParameterAttributes(List<SetParameterAttributesStruct> parameterList) implements AcsRequest {
    public SetParameterAttributes {
        parameterList = List.copyOf(parameterList);
    }
}
