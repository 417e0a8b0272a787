package org.reactiveacs.store.embedded;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.store.record.DeviceCodec;

/**
 * A head that is kept although it will hardly be looked at again: as the bytes that the file gave, which take far less of the
 * heap than what they say.
 *
 * @param record null while the head waits to be written
 * @param unwritten null once it has been
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record KeptHead(byte @Nullable [] record, @Nullable Device unwritten) {

    /** Unpacked anew each time. */
    Device head() {
        if (unwritten != null) {
            return unwritten;
        }
        if (record == null) {
            throw new IllegalStateException("neither written nor waiting to be");
        }
        return DeviceCodec.decode(record);
    }
}
