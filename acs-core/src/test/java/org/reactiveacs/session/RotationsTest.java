package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.Rotation;

/** Devices that are given other passwords in the place of those that were derived for them. */
class RotationsTest {
    private static final String CONNREQ = "Device.ManagementServer.ConnectionRequestPassword";
    private static final String CWMP = "Device.ManagementServer.Password";
    private static final Duration AGE = Duration.ofDays(30);

    private static PolicyRig device(Duration maxAge) {
        var device = new PolicyRig(maxAge);
        device.values.put(CONNREQ, "");
        device.values.put(CWMP, "");
        device.hidden.add(CONNREQ);
        device.hidden.add(CWMP);
        device.policy(
                "own",
                "{'values': {'connreq.password': {'cel': 'secrets.connreq'}, 'cwmp.password': {'cel': 'secrets.cwmp'}}}");
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).isEqualTo(passwords(""));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        return device;
    }

    private static Map<String, String> passwords(String epoch) {
        return Map.of(CONNREQ, "connreq of 00D09E-1" + epoch, CWMP, "cwmp of 00D09E-1" + epoch);
    }

    private static void rotate(PolicyRig device) {
        device.rig.registration = device.rig.registration.rotated(device.rig.now);
    }

    private static Rotation rotation(PolicyRig device) {
        return Objects.requireNonNull(device.rig.registration.rotation());
    }

    @Test
    void theNextSessionSetsTheNewPasswordsAndTheDevicesAnswerConfirmsThem() {
        var device = device(Duration.ZERO);
        rotate(device);
        var ordered = rotation(device);
        assertThat(ordered.isConfirmed()).isFalse();

        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");

        assertThat(device.setValues()).isEqualTo(passwords(" 1"));
        assertThat(rotation(device)).isEqualTo(new Rotation(1, ordered.at(), true));
        assertThat(device.session("2 PERIODIC")).isEmpty();
    }

    @Test
    void anOrderThatComesBeforeTheLastWasDoneChangesNothing() {
        var device = device(Duration.ZERO);
        rotate(device);
        var ordered = rotation(device);
        rotate(device);

        assertThat(rotation(device)).isEqualTo(ordered);
        device.session("2 PERIODIC");
        rotate(device);
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(passwords(" 2"));
    }

    @Test
    void aSessionThatIsLostAfterTheSetIsMadeUpForByTheNext() {
        var device = device(Duration.ZERO);
        rotate(device);
        device.rig.now = device.rig.now.plus(Duration.ofMinutes(10));
        device.rig.inform(device.inform("2 PERIODIC"));
        var reply = (Reply.Send) device.rig.nothing();
        assertThat((AcsMessage) reply.envelope().message()).isInstanceOf(SetParameterValues.class);

        device.rig.abandon();

        assertThat(rotation(device).isConfirmed()).isFalse();
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");
        assertThat(device.setValues()).as("the same again").isEqualTo(passwords(" 1"));
        assertThat(rotation(device).isConfirmed()).isTrue();
    }

    @Test
    void whatTheDeviceTakesWithItsNextStartIsConfirmedByThat() {
        var device = device(Duration.ZERO);
        rotate(device);
        device.setStatus = 1;
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(passwords(" 1"));
        assertThat(rotation(device).isConfirmed()).isFalse();
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(rotation(device).isConfirmed()).isFalse();

        assertThat(device.session("1 BOOT")).isEmpty();

        assertThat(rotation(device).isConfirmed()).isTrue();
    }

    @Test
    void whatTheDeviceRefusesIsNotConfirmed() {
        var device = device(Duration.ZERO);
        rotate(device);
        device.refused.put(CONNREQ, 9007);

        device.session("2 PERIODIC");

        assertThat(rotation(device).isConfirmed()).isFalse();
    }

    @Test
    void aDeviceThatIsResetIsGivenTheNewestAgain() {
        var device = device(Duration.ZERO);
        rotate(device);
        device.session("0 BOOTSTRAP");
        assertThat(device.setValues()).isEqualTo(passwords(" 1"));
        assertThat(rotation(device).isConfirmed()).isTrue();

        device.session("0 BOOTSTRAP");

        assertThat(device.setValues()).isEqualTo(passwords(" 1"));
        assertThat(rotation(device).epoch()).isEqualTo(1);
    }

    @Test
    void passwordsOfAnAgeAreRotatedAndNoneBeforeOrTwice() {
        var device = device(AGE);
        device.rig.now = device.rig.now.plus(AGE).minus(Duration.ofHours(1));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(device.rig.registration.rotation()).isNull();

        device.rig.now = device.rig.now.plus(Duration.ofHours(1));
        assertThat(device.session("2 PERIODIC")).containsExactly("SetParameterValues");

        assertThat(device.setValues()).isEqualTo(passwords(" 1"));
        assertThat(rotation(device).isConfirmed()).isTrue();
        device.rig.now = device.rig.now.plus(AGE).minus(Duration.ofHours(1));
        assertThat(device.session("2 PERIODIC")).isEmpty();
        device.rig.now = device.rig.now.plus(Duration.ofHours(1));
        device.session("2 PERIODIC");
        assertThat(device.setValues()).isEqualTo(passwords(" 2"));
    }

    @Test
    void aPasswordThatIsNotDerivedIsNotRotatedByAge() {
        var device = device(AGE);
        device.policy("own", "{'values': {'connreq.password': 'of all'}}");
        device.session("2 PERIODIC");
        device.rig.now = device.rig.now.plus(AGE).plus(AGE);

        assertThat(device.session("2 PERIODIC")).isEmpty();
        assertThat(device.rig.registration.rotation()).isNull();
    }
}
