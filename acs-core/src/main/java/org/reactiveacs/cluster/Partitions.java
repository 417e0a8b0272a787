package org.reactiveacs.cluster;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.reactiveacs.device.DeviceId;

/**
 * Where a device belongs: everything of it stands in one partition, and a partition is worked on by one node at a time.
 */
public final class Partitions {

    /** How many there are; fixed when a store is created. */
    public static final int COUNT = 256;

    private Partitions() {}

    /** The device's partition, 0 to {@value #COUNT} exclusive. */
    public static int of(DeviceId device) {
        var crc = new CRC32C();
        crc.update(device.tenant().getBytes(StandardCharsets.UTF_8));
        crc.update('/');
        crc.update(device.value().getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % COUNT);
    }

    /** The partition of what is known by a name and is no device's, 0 to {@value #COUNT} exclusive. */
    public static int of(String name) {
        var crc = new CRC32C();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % COUNT);
    }
}
