package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;

/** What every store must do about devices that it lets in, holds or refuses: the part of {@link StoreContract} that tells of them. */
public abstract class AdmissionContract extends PackedTreeContract {

    @Test
    void aNonceIsGoodOnce() {
        open(anArrival().withNonce(1000, 1));

        assertThat(open(anArrival().withNonce(1000, 1)).verdict()).isEqualTo(new Verdict.Replayed());
        assertThat(open(anArrival().withNonce(999, 7)).verdict()).isEqualTo(new Verdict.Replayed());
        assertThat(open(anArrival().withNonce(1000, 2)).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().withNonce(2000, 1)).verdict()).isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReplayFencesNothing() {
        var first = anArrival().withNonce(1000, 1).build();
        open(first);

        open(anArrival().withNonce(1000, 1));

        assertThat(commit(first, 0, session("goes on"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void unknownDevicesAreTreatedAsTheRuleSays() {
        assertThat(open(anArrival().under(Arrival.Unknown.REFUSE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(store().devices().find(DEVICE).block()).isNull();

        assertThat(open(anArrival().under(Arrival.Unknown.QUARANTINE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(head().standing().quarantine()).isNotNull();
        assertThat(sessionsOpen()).isZero();
    }

    @Test
    void aDeviceThatCannotBeIsRefusedAndHarmsNobodyElse() {
        var nobody = DeviceId.of("fleet");

        assertThatThrownBy(() -> store().devices()
                        .change(nobody, List.of(new DeviceStore.Change.Register()), write())
                        .block())
                .hasMessageContaining("'fleet' is no device id");

        assertThat(store().devices().find(nobody).block()).isNull();
        assertThat(store().devices()
                        .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                        .block())
                .isNotNull();
    }

    @Test
    void aRegisteredDeviceIsNotUnknown() {
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                .block();

        assertThat(open(anArrival().under(Arrival.Unknown.REFUSE, Arrival.AfterReset.ACCEPT))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void theOnboardingCredentialIsForDevicesWithoutOneOfTheirOwnOrAfterAReset() {
        open(anArrival().withKeyVersion(1));

        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING)).verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING))
                        .verdict())
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING)).verdict())
                .as("what follows while it is held")
                .isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(anArrival().withKeyVersion(1)).verdict())
                .as("the device itself is served all the while")
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReleasedDeviceIsServedFromThenOn() {
        open(anArrival().withKeyVersion(1));
        open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING));

        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Release()), write(T0.plusSeconds(1)))
                .block();

        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(2)))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(3)))
                        .verdict())
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aQuarantinedInformFencesNoSession() {
        var served = anArrival().withKeyVersion(1).build();
        open(served);

        open(anArrival().with("0 BOOTSTRAP").provenBy(Arrival.Proof.ONBOARDING));

        assertThat(commit(served, 0, session("goes on"), Commit.Changes.NONE)).isEqualTo(new Committed.Done(1));
    }

    @Test
    void aBootstrapThatAnswersOurFactoryResetIsExpected() {
        var arrival = anArrival().withKeyVersion(1).build();
        var opened = open(arrival);
        var device = Objects.requireNonNull(opened.device());
        var reset = device.withStanding(device.standing().resetSent(T0));
        commit(arrival, 0, null, new Commit.Changes(reset, null, List.of(), Set.of(), null, List.of()));

        var late = anArrival()
                .with("0 BOOTSTRAP")
                .provenBy(Arrival.Proof.ONBOARDING)
                .at(T0.plus(Admittance.RESET_ANSWER));
        var inTime = anArrival()
                .with("0 BOOTSTRAP")
                .provenBy(Arrival.Proof.ONBOARDING)
                .at(T0.plus(Admittance.RESET_ANSWER).minusMillis(1));

        assertThat(open(late).verdict()).isInstanceOf(Verdict.Quarantined.class);
        assertThat(open(inTime).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.ONBOARDING).at(T0.plusSeconds(3600)))
                        .verdict())
                .as("it stays on the onboarding credential until it gets its own")
                .isEqualTo(new Verdict.Admitted());
    }

    @Test
    void aReplacedCredentialIsGoodUntilTheNewOneWasUsed() {
        open(anArrival());
        setCredential("old");
        open(anArrival().provenBy(Arrival.Proof.STORED));
        setCredential("new");

        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS)).verdict())
                .isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED)).verdict()).isEqualTo(new Verdict.Admitted());
        assertThat(open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS)).verdict())
                .isInstanceOf(Verdict.Refused.class);
        assertThat(known().registration().previous()).isNull();
    }

    private void setCredential(String password) {
        store().devices()
                .change(
                        DEVICE,
                        List.of(new DeviceStore.Change.SetCredential(new Credential("user", password))),
                        write())
                .block();
    }

    @Test
    void anOlderDerivedPasswordEndsWhenANewerWasUsed() {
        open(anArrival().withKeyVersion(1));
        open(anArrival().withKeyVersion(2));

        assertThat(open(anArrival().withKeyVersion(1)).verdict()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aCredentialGivenDuringASessionIsStillToBeProvenAfterIt() {
        give("first");
        var arrival = anArrival().provenBy(Arrival.Proof.STORED).build();
        var opened = open(arrival);
        give("second");
        commit(arrival, 0, null, new Commit.Changes(opened.device(), null, List.of(), Set.of(), null, List.of()));

        var withTheOldOne = open(anArrival().provenBy(Arrival.Proof.STORED_PREVIOUS));

        assertThat(withTheOldOne.verdict()).isEqualTo(new Verdict.Admitted());
    }

    private void give(String password) {
        store().devices()
                .change(
                        DEVICE,
                        List.of(
                                new DeviceStore.Change.Register(),
                                new DeviceStore.Change.SetCredential(new Credential("box", password))),
                        write())
                .block();
    }
}
