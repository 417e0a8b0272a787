package org.reactiveacs.simulator.command;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.stun.StunOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about the NATs that the devices are behind. */
final class StunCliOptions {
    @Option(
            names = "--stun",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description =
                    "Keep a binding to this STUN server and call when a datagram asks for it (TR-069 Annex G). Each device "
                            + "takes a socket; those beyond half the limit of open files keep no binding.")
    private @Nullable InetSocketAddress server;

    @Option(
            names = "--stun-interval",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Between two STUN requests of a device. Default: ${DEFAULT-VALUE}.")
    private int interval;

    @Option(
            names = "--stun-username",
            paramLabel = "U",
            defaultValue = "",
            description = "STUNUsername; {oui} and {serial} stand for the device's. Default: none.")
    private String username = "";

    @Option(names = "--stun-password", paramLabel = "P", defaultValue = "", description = "STUNPassword, likewise.")
    private String password = "";

    @Option(
            names = "--stun-rebind",
            paramLabel = "N",
            defaultValue = "0",
            description = "Every so many STUN requests a device's NAT gives it another port; 0 for never. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int rebindEvery;

    /** Null when devices keep no bindings. */
    @Nullable
    StunOptions options(@Nullable SourceAddresses sources) {
        return server == null
                ? null
                : new StunOptions(server, Duration.ofSeconds(interval), rebindEvery, username, password, sources);
    }

    int interval() {
        return interval;
    }

    private static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            InetSocketAddress address;
            try {
                address = HostPort.parse(text).address();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
            if (address.isUnresolved()) {
                throw new TypeConversionException("no such host: " + address.getHostString());
            }
            return address;
        }
    }
}
