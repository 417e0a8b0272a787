package org.reactiveacs.device;

/**
 * A device's own username and password, as an operator set them.
 *
 * @param username as the CPE sends it
 * @param password the secret; never shown
 */
public record Credential(String username, String password) {
    @Override
    public String toString() {
        return "Credential[" + username + "]";
    }
}
