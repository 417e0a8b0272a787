package org.reactiveacs.store.record;

import org.reactiveacs.device.Device;

/** The head of a device in bytes. Read and written by every session. */
public final class DeviceCodec {

    private DeviceCodec() {}

    /**
     * A head in bytes.
     *
     * @param format the {@link StoreFormat} that is written now
     */
    public static byte[] encode(Device device, int format) {
        return CompactHead.encode(device, headFormat(format));
    }

    public static Device decode(byte[] bytes) {
        return CompactHead.decode(bytes);
    }

    /** Whether a head would be written otherwise now. */
    public static boolean isOutdated(byte[] bytes, int format) {
        return bytes.length > 0 && bytes[0] < headFormat(format);
    }

    private static byte headFormat(int format) {
        return format < CompactHead.FORMAT ? CompactHead.PLAIN : CompactHead.FORMAT;
    }
}
