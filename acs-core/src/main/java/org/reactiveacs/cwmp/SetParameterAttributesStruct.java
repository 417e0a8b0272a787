package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The change of one parameter's attributes (TR-069 A6 §A.3.2.4).
 *
 * @param name a parameter or a partial path
 * @param notificationChange whether {@code notification} takes effect
 * @param notification 0 off, 1 passive, 2 active, 3 to 6 with lightweight notification
 * @param accessListChange whether {@code accessList} takes effect
 * @param accessList who else may write, such as {@code Subscriber}
 */
public record SetParameterAttributesStruct(
        String name, boolean notificationChange, int notification, boolean accessListChange, List<String> accessList) {
    public SetParameterAttributesStruct {
        accessList = List.copyOf(accessList);
    }
}
