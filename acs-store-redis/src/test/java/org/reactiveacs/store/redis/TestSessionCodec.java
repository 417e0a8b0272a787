package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.TestSession;

/** The contract's sessions in bytes. */
final class TestSessionCodec implements SessionCodec {

    /** What begins so is in a format that is not read. */
    static final char UNKNOWN = '?';

    @Override
    public byte[] encode(StoredSession session) {
        return ((TestSession) session).written().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable StoredSession decode(byte[] bytes) {
        return bytes[0] == UNKNOWN ? null : TestSession.read(new String(bytes, StandardCharsets.UTF_8));
    }
}
