package org.reactiveacs.store.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A packed tree as a store keeps it: a format byte, the id of its schema in the clear, and the packed tree, which may be
 * sealed.
 *
 * @param schema the {@linkplain TreeSchema#id id} of its schema
 * @param packed by {@link TreeCodec}, perhaps sealed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record TreeRecord(String schema, byte[] packed) {

    private static final byte FORMAT = 2;

    private static final int ID_BYTES = 16;

    /** Before there was a format byte here, a record began with the id in 32 hexadecimal digits. */
    private static final int OLD_ID_CHARS = 2 * ID_BYTES;

    public byte[] encode() {
        var record = new byte[1 + ID_BYTES + packed.length];
        record[0] = FORMAT;
        System.arraycopy(HexFormat.of().parseHex(schema), 0, record, 1, ID_BYTES);
        System.arraycopy(packed, 0, record, 1 + ID_BYTES, packed.length);
        return record;
    }

    public static TreeRecord decode(byte[] record) {
        return new TreeRecord(
                schemaOf(record),
                Arrays.copyOfRange(record, isOld(record) ? OLD_ID_CHARS : 1 + ID_BYTES, record.length));
    }

    /** The schema that a record names. */
    public static String schemaOf(byte[] record) {
        if (isOld(record)) {
            return new String(record, 0, OLD_ID_CHARS, StandardCharsets.US_ASCII);
        }
        if (record.length <= ID_BYTES || record[0] != FORMAT) {
            throw new IllegalStateException("parameter tree has format " + (record.length == 0 ? "none" : record[0])
                    + ", this version reads " + FORMAT);
        }
        return HexFormat.of().formatHex(record, 1, 1 + ID_BYTES);
    }

    private static boolean isOld(byte[] record) {
        return record.length > OLD_ID_CHARS && Character.digit(record[0], 16) >= 0;
    }
}
