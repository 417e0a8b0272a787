package org.reactiveacs.store;

import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;

/**
 * Names a session: the device tells any node of a cluster where it stands, the token cannot be guessed.
 *
 * @param device whose
 * @param token 128 random bits in hexadecimal
 */
public record SessionKey(DeviceId device, String token) {

    /** Of the device. */
    public int partition() {
        return Partitions.of(device);
    }
}
