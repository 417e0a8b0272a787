package org.reactiveacs.outbound;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses may be called. Devices say themselves where they listen, so without a limit anybody who can send an Inform could
 * have the server call whatever they like; and who may write policies could with hooks. Thread-safe.
 */
public final class Targets {
    /** The well-known prefix under which a NAT64 translates to IPv4 (RFC 6052 §2.1). */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};

    /** Where clouds tell their machines' credentials to whoever asks from there, besides 169.254.169.254, which is link-local: Amazon, Alibaba, Oracle. */
    private static final Set<InetAddress> METADATA = Stream.of("fd00:ec2::254", "100.100.100.200", "192.0.0.192")
            .map(text -> ofBytes(Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(text))))
            .collect(Collectors.toUnmodifiableSet());

    private final List<IpSubnetFilterRule> networks;
    private final Set<InetAddress> own;

    private Targets(List<IpSubnetFilterRule> networks, Set<InetAddress> own) {
        this.networks = List.copyOf(networks);
        this.own = Set.copyOf(own);
    }

    /** Addresses in these networks, whichever they are. */
    public static Targets in(List<IpSubnetFilterRule> networks) {
        return new Targets(networks, Set.of());
    }

    /**
     * All but this machine's own addresses, those that mean no other machine (loopback, link-local, multicast), and those where clouds
     * answer to their machines.
     */
    public static Targets elsewhere() {
        Set<InetAddress> own = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Targets::withoutScope)
                    .forEach(own::add);
        } catch (SocketException e) {
            throw new IllegalStateException("this machine does not tell its addresses", e);
        }
        return new Targets(List.of(), own);
    }

    /** Whether an address may be called. */
    public boolean allow(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        if (!networks.isEmpty()) {
            InetSocketAddress asked = new InetSocketAddress(address, 0);
            return networks.stream().anyMatch(network -> network.matches(asked));
        }
        return isElsewhere(address) && isElsewhere(translated(address));
    }

    private boolean isElsewhere(InetAddress address) {
        var plain = withoutScope(address);
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !own.contains(plain)
                && !METADATA.contains(plain);
    }

    /** The IPv4 address that an address of the NAT64 prefix stands for; all others are what they are. */
    public static InetAddress translated(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16 || !Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)) {
            return address;
        }
        return ofBytes(Arrays.copyOfRange(bytes, NAT64.length, bytes.length));
    }

    private static InetAddress withoutScope(InetAddress address) {
        return address instanceof Inet6Address ? ofBytes(address.getAddress()) : address;
    }

    /** @param bytes 4 or 16 */
    static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
