package org.reactiveacs.store.record;

import org.reactiveacs.device.Compliance;

/** How policies fared with a device, in bytes: deflated, for its entries are much alike. */
public final class ComplianceCodec {

    private static final byte FORMAT = 1;

    private ComplianceCodec() {}

    public static byte[] encode(Compliance compliance) {
        return Deflated.pack(FORMAT, TaskCodec.encodeRecord(compliance));
    }

    public static Compliance decode(byte[] bytes) {
        return TaskCodec.decodeRecord(Deflated.unpack(FORMAT, bytes, "compliance"), Compliance.class);
    }
}
