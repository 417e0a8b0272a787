package org.reactiveacs.simulator.cpe;

/**
 * What an ACS needs to wake a CPE, as the factory set it; the ACS may set another name and password.
 *
 * @param url where the CPE listens, empty for an address on which nobody does
 * @param username that it asks for
 * @param password that it asks for
 */
public record ConnectionRequests(String url, String username, String password) {
    /** Nobody listens. */
    public static final ConnectionRequests NONE = new ConnectionRequests("", "", "");

    @Override
    public String toString() {
        return "ConnectionRequests[" + url + ", " + username + "]";
    }
}
