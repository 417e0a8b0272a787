package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InstancePatternTest {

    @Test
    void aParameterOfAllInstancesCoversJustThat() {
        var pattern = new InstancePattern("Device.A.*.B.*.C");

        assertThat(pattern.covers("Device.A.1.B.22.C")).isTrue();
        assertThat(pattern.covers("Device.A.[a-1].B.2.C")).isTrue();
        assertThat(pattern.covers("Device.A.1.B.2.CD")).isFalse();
        assertThat(pattern.covers("Device.A.1.B.2.C.D")).isFalse();
        assertThat(pattern.covers("Device.A.x.B.2.C")).isFalse();
        assertThat(pattern.instance("Device.A.1.B.2.C")).isEqualTo("Device.A.1.B.2.");
        assertThat(pattern.instance("Device.A.1.C")).isNull();
    }

    @Test
    void anObjectOfAllInstancesCoversWhatIsBelowIt() {
        var pattern = new InstancePattern("Device.A.*.B.");

        assertThat(pattern.at("Device.A.1.B.C.D")).isEqualTo("Device.A.1.B.");
        assertThat(pattern.at("Device.A.1.C")).isNull();
    }

    @Test
    void allOfItIsBelowItsScope() {
        assertThat(InstancePattern.scope("Device.A.*.B.*.C")).isEqualTo("Device.A.");
        assertThat(InstancePattern.isOne("Device.A.*")).isFalse();
        assertThatThrownBy(() -> new InstancePattern("Device.A.1.B"))
                .hasMessage("no instances are left open: Device.A.1.B");
    }
}
