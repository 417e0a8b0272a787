package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.SessionKey;

class GivenCookieTest {

    private static final SessionKey SESSION = new SessionKey(DeviceId.of("00D09E-1"), "0123456789abcdef");

    private final GivenCookie given = new GivenCookie(SESSION, "acs=0123.t.00D09E-1.mac; Path=/");

    @Test
    void whatWasGivenIsKnownWhenItComesBack() {
        assertThat(given.isReturnedAs("acs=0123.t.00D09E-1.mac")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acs=0123.t.00D09E-1.ma",
                "acs=0123.t.00D09E-1.mad",
                "acs=0123.t.00D09E-1.mac;",
                "acs=0123.t.00D09E-1.mac; Path=/",
                "x=y; acs=0123.t.00D09E-1.mac"
            })
    void anythingElseIsLookedAtAsAStrangers(String cookie) {
        assertThat(given.isReturnedAs(cookie)).isFalse();
    }

    @Test
    void itIsGivenAgainForItsOwnSessionOnly() {
        var other = new SessionKey(SESSION.device(), "fedcba9876543210");

        assertThat(given.setCookieOf(SESSION)).isEqualTo("acs=0123.t.00D09E-1.mac; Path=/");
        assertThat(given.setCookieOf(other)).isNull();
    }

    @Test
    void aSessionThatTheCpeNamedItselfHasNoneToCompare() {
        var named = new GivenCookie(SESSION, null);

        assertThat(named.isReturnedAs("")).isFalse();
        assertThat(named.setCookieOf(SESSION)).isNull();
    }
}
