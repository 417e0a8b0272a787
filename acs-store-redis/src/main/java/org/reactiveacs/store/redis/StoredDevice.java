package org.reactiveacs.store.redis;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TaskCodec;

/**
 * A device as its fields say.
 *
 * @param head worked out
 * @param registration what operators said, {@link Registration#NONE} if nothing
 * @param access how it authenticates
 * @param revision grows with every write that others must not overlook; 0 if there is no device
 */
record StoredDevice(Journal.Head head, Registration registration, Access access, String revision) {

    private static final String NO_DEVICE = "0";

    /** Reads devices; knows what it takes. */
    record Reader(Seal seal, Function<ModelKey, ModelTraits> traits) {

        /** From fields of an answer, in the order head, journal, registration, access, nonce, revision. */
        StoredDevice read(DeviceId id, Answer answer, int from) {
            var access = StoredAccess.decode(answer.bytes(from + 3), answer.bytes(from + 4));
            var revision = answer.text(from + 5);
            return new StoredDevice(
                    Journal.read(id, answer.bytes(from), answer.bytes(from + 1), access, traits),
                    registration(id, answer.bytes(from + 2)),
                    access,
                    revision.isEmpty() ? NO_DEVICE : revision);
        }

        Registration registration(DeviceId id, byte @Nullable [] sealed) {
            return sealed == null
                    ? Registration.NONE
                    : TaskCodec.decodeRecord(seal.open(sealed, place(id)), Registration.class);
        }

        byte[] sealed(DeviceId id, Registration registration) {
            return seal.close(TaskCodec.encodeRecord(registration), place(id));
        }

        private static String place(DeviceId id) {
            return "registrations/" + Keys.name(id);
        }
    }

    boolean exists() {
        return !revision.equals(NO_DEVICE);
    }

    @Nullable
    Device device() {
        return head.now();
    }
}
