package org.reactiveacs.simulator.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.connreq.stun.WakeDatagram;
import org.reactiveacs.device.Credential;
import org.reactiveacs.simulator.stun.StunCounts.What;

class RequestGuardTest {
    private static final Credential CREDENTIAL = new Credential("acs", "wake");

    private final RequestGuard guard = new RequestGuard();

    private static String datagram(String path, Credential credential, long ts, long id) {
        String signature = WakeDatagram.signature(credential, Long.toString(ts), Long.toString(id), "n");
        return "GET http://192.0.2.1:5" + path + "?ts=" + ts + "&id=" + id + "&un=" + credential.username()
                + "&cn=n&sig=" + signature + " HTTP/1.1\r\nHost: 192.0.2.1:5\r\n\r\n";
    }

    private What judge(long ts, long id) {
        return judge(datagram("", CREDENTIAL, ts, id));
    }

    private What judge(String datagram) {
        return guard.judge(datagram, CREDENTIAL, 0);
    }

    @Test
    void aRequestWakesOnceHoweverManyCopiesCome() {
        assertThat(judge(10, 1)).isEqualTo(What.WAKES);
        assertThat(judge(10, 1)).isEqualTo(What.COPIES);
        assertThat(judge(10, 1)).isEqualTo(What.COPIES);
        assertThat(judge(10, 2)).isEqualTo(What.WAKES);
        assertThat(judge(datagram("/", CREDENTIAL, 11, 3))).isEqualTo(What.WAKES);
    }

    @Test
    void whatIsOlderOrUsesAnIdAgainWakesNobody() {
        judge(10, 1);

        assertThat(judge(9, 2)).isEqualTo(What.STALE);
        assertThat(judge(11, 1)).isEqualTo(What.STALE);
    }

    @Test
    void anotherNameOrPasswordWakesNobody() {
        assertThat(judge(datagram("", new Credential("acs", "wrong"), 10, 1))).isEqualTo(What.UNPROVEN);
        assertThat(judge(datagram("", new Credential("other", "wake"), 10, 1))).isEqualTo(What.UNPROVEN);
        assertThat(judge(datagram("", CREDENTIAL, 10, 1).replace("cn=n", "cn=m")))
                .isEqualTo(What.UNPROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET / HTTP/1.1", "POST http://x?ts=1&id=1 HTTP/1.1\r\n\r\n", "GET http://x HTTP/1.1\r\n\r\n"
            })
    void whatIsNoRequestWakesNobody(String datagram) {
        assertThat(judge(datagram)).isEqualTo(What.MALFORMED);
    }

    @Test
    void soManyWakesAMinuteAreTaken() {
        for (int i = 0; i < 12; i++) {
            assertThat(judge(i, i)).isEqualTo(What.WAKES);
        }

        assertThat(judge(12, 12)).isEqualTo(What.RATIONED);
        assertThat(guard.judge(datagram("", CREDENTIAL, 13, 13), CREDENTIAL, TimeUnit.MINUTES.toNanos(1)))
                .isEqualTo(What.WAKES);
    }
}
