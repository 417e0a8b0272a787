package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceAliasTest {

    @Test
    void theAliasAtTheEndIsParted() {
        assertThat(InstanceAlias.last("Device.A.[wan].B.[web-1].")).isEqualTo("web-1");
        assertThat(InstanceAlias.table("Device.A.[wan].B.[web-1]")).isEqualTo("Device.A.[wan].B.");
        assertThat(InstanceAlias.last("Device.A.[wan].B.")).isNull();
        assertThat(InstanceAlias.table("Device.A.[wan].B.")).isEqualTo("Device.A.[wan].B.");
        assertThat(InstanceAlias.path("Device.B.", "web-1")).isEqualTo("Device.B.[web-1].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "cpe-1", "Guest net_2"})
    void theseMayStandInBrackets(String alias) {
        assertThat(InstanceAlias.isOne(alias)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "a.b", "a]b", "a[", "a*", "a\tb"})
    void theseMayNot(String alias) {
        assertThat(InstanceAlias.isOne(alias)).isFalse();
        assertThat(InstanceAlias.isOne("a".repeat(64))).isTrue();
        assertThat(InstanceAlias.isOne("a".repeat(65))).isFalse();
    }
}
