package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Reads parameters (TR-069 A6 §A.3.2.2).
 *
 * @param parameterNames parameters, or partial paths that end with a dot; the empty name is the whole tree
 */
public record GetParameterValues(List<String> parameterNames) implements AcsRequest {
    public GetParameterValues {
        parameterNames = List.copyOf(parameterNames);
    }
}
