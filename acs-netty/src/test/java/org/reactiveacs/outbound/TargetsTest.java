package org.reactiveacs.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "224.0.0.1",
                "0.0.0.0",
                "::1",
                "::",
                "fe80::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "fd00:ec2::254",
                "100.100.100.200",
                "192.0.0.192",
                "64:ff9b::6464:64c8"
            })
    void whatIsNoOtherMachineOrItsCloudIsNotCalled(String address) {
        assertThat(Targets.elsewhere().allow(address(address))).isFalse();
    }

    @Test
    void thisMachineIsNotCalled() throws Exception {
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(own).isNotEmpty().noneMatch(Targets.elsewhere()::allow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.1.2.3", "100.64.0.9", "2001:db8::7", "64:ff9b::c000:207"})
    void othersAre(String address) {
        assertThat(Targets.elsewhere().allow(address(address))).isTrue();
    }

    @Test
    void withNetworksOnlyThoseInThemAre() {
        var targets = Targets.in(List.of(network("127.0.0.0", 8), network("2001:db8::", 32)));

        assertThat(targets.allow(address("127.0.0.1"))).isTrue();
        assertThat(targets.allow(address("2001:db8:1::1"))).isTrue();
        assertThat(targets.allow(address("10.1.2.3"))).isFalse();
        assertThat(targets.allow(address("2001:db9::1"))).isFalse();
    }

    @Test
    void multicastIsNeverCalled() {
        var targets = Targets.in(List.of(network("0.0.0.0", 0), network("::", 0)));

        assertThat(targets.allow(address("239.1.1.1"))).isFalse();
        assertThat(targets.allow(address("ff02::1"))).isFalse();
        assertThat(targets.allow(address("192.0.2.7"))).isTrue();
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }

    private static IpSubnetFilterRule network(String address, int prefix) {
        return new IpSubnetFilterRule(address(address), prefix, IpFilterRuleType.ACCEPT);
    }
}
