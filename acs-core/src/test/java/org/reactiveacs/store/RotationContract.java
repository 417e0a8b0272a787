package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Rotation;
import org.reactiveacs.store.Arrival.Proof;
import org.reactiveacs.store.DeviceStore.Change;

/** What every store must do about rotated passwords: the part of {@link StoreContract} that tells of them. */
public abstract class RotationContract extends ReplacementContract {
    private static final DeviceId BOX = DeviceId.of("00D09E-1");

    private Registration changed(Change change) {
        var known = store().devices().change(BOX, List.of(change), write()).block();
        var registration = Objects.requireNonNull(known).registration();
        assertThat(Objects.requireNonNull(store().devices().find(BOX).block()).registration())
                .isEqualTo(registration);
        return registration;
    }

    private Verdict arrives(Arrivals arrival) {
        return open(arrival).verdict();
    }

    private static Arrivals derived(Proof proof, int version) {
        return anArrival().withKeyVersion(version).provenBy(proof);
    }

    @Test
    void passwordsAreRotatedOnceUntilTheDeviceHasTakenThem() {
        arrives(derived(Proof.DERIVED, 1));

        assertThat(changed(new Change.Rotate()).rotation()).isEqualTo(new Rotation(1, T0, false));
        assertThat(changed(new Change.Rotate()).rotation()).isEqualTo(new Rotation(1, T0, false));
        assertThat(changed(new Change.Rotated(2)).isRotating()).isTrue();
        assertThat(changed(new Change.Rotated(1)).rotation()).isEqualTo(new Rotation(1, T0, true));
        assertThat(changed(new Change.Tag("x")).rotation()).isEqualTo(new Rotation(1, T0, true));
        assertThat(changed(new Change.Rotate()).epoch()).isEqualTo(2);

        assertThat(Objects.requireNonNull(store().audit(0, 100).block()).toString())
                .contains("passwords rotated, epoch 1", "passwords taken by the device, epoch 1", "epoch 2");
    }

    @Test
    void thePasswordBeforeIsGoodUntilTheNewOneWasUsed() {
        arrives(derived(Proof.DERIVED, 1));
        changed(new Change.Rotate());

        assertThat(arrives(derived(Proof.DERIVED, 1))).isEqualTo(new Verdict.Admitted());
        assertThat(arrives(derived(Proof.STORED, 1))).isEqualTo(new Verdict.Admitted());
        assertThat(arrives(derived(Proof.DERIVED, 1))).isInstanceOf(Verdict.Refused.class);

        changed(new Change.Rotated(1));
        changed(new Change.Rotate());
        assertThat(arrives(derived(Proof.STORED_PREVIOUS, 1))).isEqualTo(new Verdict.Admitted());
        assertThat(arrives(derived(Proof.STORED, 1))).isEqualTo(new Verdict.Admitted());
        assertThat(arrives(derived(Proof.STORED_PREVIOUS, 1))).isInstanceOf(Verdict.Refused.class);
        assertThat(arrives(derived(Proof.STORED, 1))).isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aPasswordOfAnOlderKeyEndsWhenOneOfANewerWasUsed() {
        arrives(derived(Proof.DERIVED, 1));
        changed(new Change.Rotate());
        arrives(derived(Proof.STORED, 2));

        assertThat(arrives(derived(Proof.STORED, 1))).isInstanceOf(Verdict.Refused.class);
        assertThat(arrives(derived(Proof.STORED, 2))).isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aCredentialThatAnOperatorGaveIsNotTouched() {
        arrives(anArrival());
        changed(new Change.SetCredential(new Credential("user", "secret")));
        arrives(anArrival().provenBy(Proof.STORED));

        changed(new Change.Rotate());

        assertThat(arrives(derived(Proof.DERIVED, 1))).isInstanceOf(Verdict.Refused.class);
        assertThat(arrives(anArrival().provenBy(Proof.STORED))).isEqualTo(new Verdict.Admitted());
    }
}
