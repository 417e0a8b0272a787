package org.reactiveacs.simulator.command;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.fleet.Lines;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about how the devices reach the ACS. */
final class LineOptions {
    /** More than four million addresses of this machine, apart from those that servers use. */
    private static final String LOOPBACK = "127.64.0.0/10";

    @Option(
            names = "--cookies",
            defaultValue = "yes",
            description = "Which devices send cookies back: yes, no, mixed (all but every third). "
                    + "Default: ${DEFAULT-VALUE}.")
    private Lines.Cookies cookies = Lines.Cookies.YES;

    @Option(
            names = "--source",
            paramLabel = "NETWORK",
            converter = SourceConverter.class,
            description =
                    "Call from addresses of this network (127.9.0.0/16), each device from its own, so that ports do not "
                            + "run out; none for the address that the system chooses. Default: " + LOOPBACK
                            + " for a load against this machine, else none.")
    private @Nullable Source source;

    @Option(
            names = "--keep-alive",
            description = "Keep a device's connection for its next session. Default: a connection for each session.")
    private boolean keepAlive;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "How many connections may be open at once. Default: what the limit of open files allows.")
    private int maxConnections;

    @Option(names = "--tls-insecure", description = "Take any certificate of the ACS.")
    private boolean tlsInsecure;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM file with the authorities whose certificates will do. Default: those that Java knows.")
    private @Nullable Path tlsCa;

    /** What {@code --source} says; null addresses for none. */
    private record Source(@Nullable SourceAddresses addresses) {}

    /** The lines to an ACS at an address. */
    Lines lines(InetAddress acs, boolean isLoad) {
        if (source != null) {
            return new Lines(cookies, source.addresses());
        }
        boolean isHere = acs instanceof Inet4Address && acs.isLoopbackAddress() && Epoll.isAvailable();
        return new Lines(cookies, isLoad && isHere ? SourceAddresses.parse(LOOPBACK) : null);
    }

    boolean keepsConnections() {
        return keepAlive;
    }

    /** 0 for as many as there can be. */
    int maxConnections() {
        return maxConnections;
    }

    Trust trust() {
        if (tlsInsecure) {
            return Trust.ANYTHING;
        }
        try {
            return tlsCa == null ? Trust.SYSTEM : Trust.authorities(tlsCa);
        } catch (IOException e) {
            throw new CommandFailure("--tls-ca: cannot read " + tlsCa + ": " + e.getMessage(), e);
        }
    }

    private static final class SourceConverter implements ITypeConverter<Source> {
        @Override
        public Source convert(String text) {
            try {
                return new Source(text.equals("none") ? null : SourceAddresses.parse(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
