package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Reads notification and access of parameters (TR-069 A6 §A.3.2.5).
 *
 * @param parameterNames parameters or partial paths
 */
public record GetParameterAttributes(List<String> parameterNames) implements AcsRequest {
    public GetParameterAttributes {
        parameterNames = List.copyOf(parameterNames);
    }
}
