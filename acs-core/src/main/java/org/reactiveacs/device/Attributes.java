package org.reactiveacs.device;

import java.util.List;

/**
 * The attributes of a parameter (TR-069 A6 §A.3.2.4).
 *
 * @param notification 0 off, 1 passive, 2 active, 3 passive lightweight, 4 passive and passive lightweight, 5 active
 *     lightweight, 6 passive with active lightweight
 * @param accessList who besides the ACS may write: {@code Subscriber} or a vendor's names
 */
public record Attributes(int notification, List<String> accessList) {
    public Attributes {
        accessList = List.copyOf(accessList);
    }
}
