package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.SessionKey;

class SessionCookiesTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final long ISSUED = 1_770_000_000L;

    private final SessionCookies cookies = new SessionCookies(KeyRing.generate(new SecureRandom()));

    private String cookie(SessionKey key) {
        return cookies.setCookie(key, ISSUED).replace("; Path=/", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00D09E-1", "00D09E-a.b_c-d", "00D09E-Router-.", "00D09E-~20~C3~A9", "-"})
    void aSessionIsNamedWithItsDevice(String device) {
        var key = new SessionKey(DeviceId.of(device), TOKEN);

        assertThat(cookies.read(cookie(key))).isEqualTo(key);
        assertThat(cookies.read("a=b; " + cookie(key).replace("acs=", "acs=\"") + "\"; c=d"))
                .isEqualTo(key);
    }

    @Test
    void soIsOneOfAnotherTenant() {
        var key = new SessionKey(new DeviceId("other", "00D09E-1"), TOKEN);

        assertThat(cookies.read(cookie(key))).isEqualTo(key);
    }

    @Test
    void whatWasChangedIsNotOurs() {
        var cookie = cookie(new SessionKey(DeviceId.of("00D09E-1"), TOKEN));

        assertThat(cookies.read(cookie.replace("00D09E-1", "00D09E-2"))).isNull();
        assertThat(cookies.read(cookie.replace("0123", "0124"))).isNull();
        assertThat(cookies.read(cookie.substring(0, cookie.length() - 1))).isNull();
        assertThat(new SessionCookies(KeyRing.generate(new SecureRandom())).read(cookie))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acs=",
                "acs=.",
                "acs=...",
                "acs=0123456789abcdef0123456789abcdef.t..AAAA",
                "acs=0123456789abcdef0123456789abcdef.AAAA",
                "acs=17.0123456789abcdef0123456789abcdef.t.AAAA",
                "acs=0123456789abcdef0123456789abcdef.t.00D09E-1.%%%"
            })
    void nonsenseIsNotOurs(String header) {
        assertThat(cookies.read(header)).isNull();
    }

    @Test
    void itIsShort() {
        assertThat(cookie(new SessionKey(DeviceId.of("00D09E-123456789012"), TOKEN)))
                .hasSizeLessThan(110);
    }
}
