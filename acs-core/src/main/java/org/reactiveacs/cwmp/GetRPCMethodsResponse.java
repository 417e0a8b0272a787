package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The RPCs that the sender knows (TR-069 A6 §A.3.1.1).
 *
 * @param methodList names such as {@code GetParameterValues}; vendors' begin with {@code X_}
 */
public record GetRPCMethodsResponse(List<String> methodList) implements CpeResponse, AcsResponse {
    public GetRPCMethodsResponse {
        methodList = List.copyOf(methodList);
    }
}
