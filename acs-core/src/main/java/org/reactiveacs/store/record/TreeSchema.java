package org.reactiveacs.store.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.reactiveacs.device.DeviceModel;

/**
 * What trees are packed against: the model that their devices share and, once enough of them do, a dictionary of what
 * such trees mostly say. Immutable, and named by its content, so that a tree may name it for ever.
 */
public final class TreeSchema {

    private static final byte FORMAT = 2;

    /** The format before there were dictionaries: the model alone. */
    private static final byte FORMAT_MODEL = 1;

    private static final byte[] NO_DICTIONARY = {};

    private static final int ID_BYTES = 16;

    private final DeviceModel model;
    private final byte[] dictionary;
    private final byte[] encoded;
    private final String id;

    private TreeSchema(DeviceModel model, byte[] dictionary, byte[] encoded) {
        this.model = model;
        this.dictionary = dictionary;
        this.encoded = encoded;
        this.id = idOf(encoded);
    }

    /** The schema of a model whose devices are too few, or too different, for a dictionary. */
    public static TreeSchema of(DeviceModel model) {
        return of(model, NO_DICTIONARY);
    }

    static TreeSchema of(DeviceModel model, byte[] dictionary) {
        var packed = ModelCodec.encode(model);
        var out = new RecordOutput(FORMAT);
        out.writeNumber(packed.length);
        out.writeBytes(packed);
        out.writeBytes(Deflated.pack((byte) 1, dictionary));
        return new TreeSchema(model, dictionary, out.toBytes());
    }

    /** Reads back what {@link #encoded} gave. */
    public static TreeSchema decode(byte[] encoded) {
        if (encoded.length > 0 && encoded[0] == FORMAT_MODEL) {
            return new TreeSchema(ModelCodec.decode(encoded), NO_DICTIONARY, encoded);
        }
        var in = new RecordInput(encoded, FORMAT, "tree schema");
        var model = ModelCodec.decode(in.readBytes(in.readSize()));
        return new TreeSchema(model, Deflated.unpack((byte) 1, in.rest(), "dictionary"), encoded);
    }

    /** What a store keeps under {@link #id}. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** 32 hexadecimal digits. */
    public String id() {
        return id;
    }

    public DeviceModel model() {
        return model;
    }

    public boolean hasDictionary() {
        return dictionary.length > 0;
    }

    byte[] dictionary() {
        return dictionary;
    }

    /** This schema for a model that has grown. */
    TreeSchema with(DeviceModel grown) {
        return of(grown, dictionary);
    }

    private static String idOf(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
