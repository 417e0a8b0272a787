package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;

/** {@code connreq.perNetwork.*}: how many connection requests go to one network, so that none is flooded. */
public interface PerNetworkConfig {
    /** Devices with which this node begins in a second; 0 for no limit but that of all networks. */
    @WithDefault("100")
    int perSecond();

    /** Devices that may be asked at a time; 0 for no limit but that of all networks. */
    @WithDefault("100")
    int atOnce();

    /** Bits of an IPv4 address that name its network. */
    @WithDefault("24")
    int ipv4Prefix();

    /** Bits of an IPv6 address that name its network. */
    @WithDefault("48")
    int ipv6Prefix();
}
