package org.reactiveacs.store.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.StoreException;

class SealTest {

    private static final byte[] RECORD = {1, 's', 'e', 'c', 'r', 'e', 't'};

    private final Seal seal = new Seal(KeyRing.generate(new SecureRandom()));

    @Test
    void theSameRecordIsNeverSealedAlike() {
        assertThat(seal.close(RECORD, "a")).isNotEqualTo(seal.close(RECORD, "a"));
        assertThat(seal.open(seal.close(RECORD, "a"), "a")).isEqualTo(RECORD);
    }

    @Test
    void aRecordCannotBeMovedOrChanged() {
        var sealed = seal.close(RECORD, "devices/1");

        assertThatThrownBy(() -> seal.open(sealed, "devices/2")).isInstanceOf(StoreException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open(sealed, "devices/1")).isInstanceOf(StoreException.class);
    }

    @Test
    void withoutARingRecordsStayPlain() {
        var plain = new Seal(null);

        assertThat(plain.close(RECORD, "a")).isEqualTo(RECORD);
        assertThat(plain.isOutdated(RECORD)).isFalse();
        assertThat(seal.isOutdated(RECORD)).isTrue();
        assertThat(seal.open(RECORD, "a")).isEqualTo(RECORD);
    }
}
