package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.SourceAddresses;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about how the devices reach the ACS. */
final class LineOptions {
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
            description = "Call from addresses of this network (127.9.0.0/16), each device from its own.")
    private @Nullable SourceAddresses source;

    Lines lines() {
        return new Lines(cookies, source);
    }

    private static final class SourceConverter implements ITypeConverter<SourceAddresses> {
        @Override
        public SourceAddresses convert(String text) {
            try {
                return SourceAddresses.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
