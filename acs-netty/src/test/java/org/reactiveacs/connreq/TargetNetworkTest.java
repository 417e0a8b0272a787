package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.254, 24, 48, true",
        "192.0.2.1, 192.0.3.1, 24, 48, false",
        "192.0.2.1, 192.0.3.1, 23, 48, true",
        "192.0.2.1, 192.0.2.2, 32, 48, false",
        "10.1.2.3, 127.0.0.1, 1, 48, true",
        "10.1.2.3, 128.0.0.1, 1, 48, false",
        "2001:db8:1::1, 2001:db8:1:ffff::9, 24, 48, true",
        "2001:db8:1::1, 2001:db8:2::1, 24, 48, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::1, 24, 64, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, 24, 64, false",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:2, 24, 96, true",
        "2001:db8::1:0:0:1, 2001:db8::2:0:0:1, 24, 96, false",
        "2001:db8::1, 2001:db8::2, 24, 128, false",
        "64:ff9b::192.0.2.1, 192.0.2.200, 24, 48, true",
        "64:ff9b::192.0.2.1, 64:ff9b::192.0.3.1, 24, 48, false",
        "::ffff:192.0.2.1, 192.0.2.2, 24, 48, true",
        "0.0.0.1, ::1, 24, 48, false"
    })
    void addressesThatBeginAlikeAreOfOneNetwork(String one, String other, int ipv4, int ipv6, boolean isSame)
            throws Exception {
        var prefixes = new TargetNetwork.Prefixes(ipv4, ipv6);

        var first = TargetNetwork.of(InetAddress.getByName(one), prefixes);
        var second = TargetNetwork.of(InetAddress.getByName(other), prefixes);

        assertThat(first.equals(second)).isEqualTo(isSame);
    }
}
