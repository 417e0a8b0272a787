package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedForTest {

    private final ForwardedFor forwardedFor = new ForwardedFor(new Balancers(Stream.of("10.0.0.0/8", "fd00::/8")
            .map(network -> new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT))
            .toList()));

    private String cpe(String... lines) {
        var address = forwardedFor.cpe(List.of(lines));
        return address == null ? "none" : NetUtil.toAddressString(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "192.0.2.1, 203.0.113.7 | 203.0.113.7",
                "203.0.113.7, 10.0.0.1 | 203.0.113.7",
                "203.0.113.7,10.1.1.1 ,fd00::1 | 203.0.113.7",
                "<script>, 203.0.113.7, 10.0.0.1 | 203.0.113.7",
                "2001:db8::7 | 2001:db8::7",
                "2001:DB8:0:0:0:0:0:7, fd00::1 | 2001:db8::7",
                "[2001:db8::7] | 2001:db8::7",
                "[2001:db8::7]:4711 | 2001:db8::7",
                "203.0.113.7:4711 | 203.0.113.7",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "203.0.113.7, ::ffff:10.0.0.1 | 203.0.113.7"
            })
    void theLastAddressThatIsNoBalancersIsTheCpes(String line, String expected) {
        assertThat(cpe(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "unknown",
                "203.0.113.7,",
                "203.0.113.7, unknown",
                "203.0.113.7 192.0.2.1",
                "203.0.113.7:port",
                "203.0.113.256",
                "acs.example.net",
                "10.0.0.1",
                "10.0.0.1, fd00::1",
                "x, 10.0.0.1"
            })
    void whatTellsNoAddressTellsNothing(String line) {
        assertThat(cpe(line)).isEqualTo("none");
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(cpe("192.0.2.1", "203.0.113.7", "10.0.0.1, 10.0.0.2")).isEqualTo("203.0.113.7");
        assertThat(cpe("203.0.113.7", "unknown")).isEqualTo("none");
        assertThat(cpe()).isEqualTo("none");
    }
}
