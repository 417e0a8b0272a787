package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The attributes of one parameter (TR-069 A6 §A.3.2.5).
 *
 * @param name full path of the parameter
 * @param notification 0 off, 1 passive, 2 active, 3 to 6 with lightweight notification
 * @param accessList who else may write, such as {@code Subscriber}
 */
public record ParameterAttributeStruct(String name, int notification, List<String> accessList) {
    public ParameterAttributeStruct {
        accessList = List.copyOf(accessList);
    }
}
