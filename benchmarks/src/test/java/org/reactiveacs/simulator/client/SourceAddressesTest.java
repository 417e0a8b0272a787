package org.reactiveacs.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8,     1,     127.0.0.1",
        "127.0.0.0/8,     10000, 127.0.39.16",
        "127.9.3.4/16,    258,   127.9.1.2",
        "192.0.2.0/29,    6,     192.0.2.6",
        "192.0.2.0/29,    7,     192.0.2.1",
        "192.0.2.7,       1,     192.0.2.7",
        "192.0.2.7/32,    2,     192.0.2.7",
        "192.0.2.6/31,    2,     192.0.2.7",
        "255.255.255.0/24, 254,  255.255.255.254",
        "2001:db8::/64,   257,   2001:db8:0:0:0:0:0:101",
    })
    void eachDeviceHasItsOwnUntilTheNetworkIsUsedUp(String network, int number, String address) {
        assertThat(SourceAddresses.parse(network).of(number).getHostAddress()).isEqualTo(address);
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        assertThatThrownBy(() -> SourceAddresses.parse("127.0.0.0/33")).hasMessageContaining("expected a network");
    }
}
