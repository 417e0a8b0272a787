package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;

/**
 * What every store must do about Informs that show a second box or that what is known is stale: the part of
 * {@link StoreContract} that tells of them.
 */
public abstract class StandingContract extends AdmissionContract {

    @Test
    void oneSerialSeenInTurnWithTwoProductClassesIsFlagged() {
        var a = new Identity("Acme", "00D09E", "A", "1");
        var b = new Identity("Acme", "00D09E", "B", "1");

        open(anArrival().of(a));
        open(anArrival().of(b));
        assertThat(head().standing().duplicate())
                .as("a product class may change once")
                .isNull();
        open(anArrival().of(a));

        assertThat(head().standing().duplicate()).contains("'A'").contains("'B'");
    }

    @Test
    void oneSerialSeenInTurnWithTwoMacsIsFlagged() {
        open(anArrival().withMac("02:00:00:00:00:01"));
        open(anArrival().withMac("02:00:00:00:00:02"));
        open(anArrival().withMac("02:00:00:00:00:01"));

        assertThat(head().standing().duplicate()).contains("02:00:00:00:00:02");
    }

    @Test
    void aSerialThatLooksLikeAMacIsNoSecondBoxBesideARealMac() {
        var box = new Identity("Acme", "AABBCC", "Router", "AABBCCDDEEFF");
        var id = DeviceId.of(IdentityScheme.OUI_SERIAL, box);
        for (var mac : List.of("AA:BB:CC:DD:EE:FF", "02:00:00:00:00:01", "AA:BB:CC:DD:EE:FF", "02:00:00:00:00:01")) {
            open(anArrival().of(box).withMac(mac));
        }

        var head = Objects.requireNonNull(
                Objects.requireNonNull(store().devices().find(id).block()).head());
        assertThat(head.standing().duplicate()).isNull();
        assertThat(head.macs().get(0)).isEqualTo("02:00:00:00:00:01");
    }

    @Test
    void sessionsThatCutEachOtherOffFromTwoAddressesAreFlagged() {
        open(anArrival().calling("192.0.2.1"));
        open(anArrival().calling("192.0.2.2"));
        assertThat(head().standing().duplicate())
                .as("a line may change once in mid-session")
                .isNull();
        open(anArrival().calling("192.0.2.1"));

        assertThat(head().standing().duplicate()).contains("192.0.2.1").contains("192.0.2.2");
    }

    @Test
    void aBootstrapOtherFirmwareOrAForeignKeyMakesWhatIsKnownStale() {
        open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"));
        assertThat(head().standing().staleBefore()).isNull();

        open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "2").at(T0.plusSeconds(1)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(1));

        open(anArrival().with("0 BOOTSTRAP").at(T0.plusSeconds(2)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(2));

        open(anArrival().reporting("Device.ManagementServer.ParameterKey", "a").at(T0.plusSeconds(3)));
        open(anArrival().reporting("Device.ManagementServer.ParameterKey", "b").at(T0.plusSeconds(4)));
        assertThat(head().standing().staleBefore()).isEqualTo(T0.plusSeconds(4));
    }
}
