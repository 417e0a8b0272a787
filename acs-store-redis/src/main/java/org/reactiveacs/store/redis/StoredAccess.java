package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;

/**
 * How a device authenticates, as two fields of its own beside the head: no session writes them back, and a script compares
 * the nonce.
 */
final class StoredAccess {

    private StoredAccess() {}

    static Access decode(byte @Nullable [] access, byte @Nullable [] nonce) {
        var proven = text(access, "0:0:0").split(":", -1);
        var called = text(nonce, "0:0");
        int space = called.indexOf(' '); // Behind it stands the address.
        var last = (space < 0 ? called : called.substring(0, space)).split(":", -1);
        return new Access(
                Integer.parseInt(proven[0]),
                proven[1].equals("1"),
                proven[2].equals("1"),
                Long.parseLong(last[0]),
                Integer.parseInt(last[1]));
    }

    static String access(Access access) {
        return access.keyVersion() + ":" + (access.usedStored() ? 1 : 0) + ":" + (access.resetAccepted() ? 1 : 0);
    }

    static String nonce(Access access) {
        return access.nonceIssued() + ":" + access.nonceCount();
    }

    private static String text(byte @Nullable [] bytes, String otherwise) {
        return bytes == null ? otherwise : new String(bytes, StandardCharsets.US_ASCII);
    }
}
