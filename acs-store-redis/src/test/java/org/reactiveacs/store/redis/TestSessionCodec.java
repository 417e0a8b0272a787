package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.StoreContract;
import org.reactiveacs.store.StoredSession;

/** The contract's sessions in bytes. */
final class TestSessionCodec implements SessionCodec {

    @Override
    public byte[] encode(StoredSession session) {
        return StoreContract.sessionText(session).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public StoredSession decode(byte[] bytes) {
        return StoreContract.sessionOfText(new String(bytes, StandardCharsets.UTF_8));
    }
}
