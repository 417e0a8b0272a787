package org.reactiveacs.store;

import org.reactiveacs.device.DeviceId;

/**
 * Names a session: the device's partition tells a node of a cluster where it stands, the token cannot be guessed.
 *
 * @param partition of the device
 * @param token 128 random bits in hexadecimal
 */
public record SessionKey(int partition, String token) {
    public static SessionKey of(DeviceId device, String token) {
        return new SessionKey(org.reactiveacs.cluster.Partitions.of(device), token);
    }
}
