package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.StoreContract;
import org.reactiveacs.store.StoredSession;

/** The contract's sessions in bytes. */
final class TestSessionCodec implements SessionCodec {

    /** What begins so is in a format that is not read. */
    static final char UNKNOWN = '?';

    @Override
    public byte[] encode(StoredSession session) {
        return StoreContract.sessionText(session).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable StoredSession decode(byte[] bytes) {
        return bytes[0] == UNKNOWN ? null : StoreContract.sessionOfText(new String(bytes, StandardCharsets.UTF_8));
    }
}
