package org.reactiveacs.simulator.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.xmpp.XmppOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about the XMPP server that the devices are on. */
final class XmppCliOptions {
    @Option(
            names = "--xmpp",
            paramLabel = "DOMAIN@HOST:PORT",
            converter = PlaceConverter.class,
            description =
                    "Be on this XMPP server in this domain and call when a message asks for it (TR-069 Annex K). Each device "
                            + "takes a connection with two threads: some hundreds will do.")
    private @Nullable Place place;

    @Option(
            names = "--xmpp-password",
            paramLabel = "P",
            description = "Password of the devices' accounts, named by their serial numbers in small letters. "
                    + "Default: none, for a domain that lets anybody in (SASL ANONYMOUS).")
    private @Nullable String password;

    /** A domain and where it is served. */
    private record Place(String domain, String host, int port) {}

    /** Null when devices are not on XMPP. */
    @Nullable
    XmppOptions options(Trust trust) {
        return place == null ? null : new XmppOptions(place.host(), place.port(), place.domain(), password, trust);
    }

    private static final class PlaceConverter implements ITypeConverter<Place> {
        private static final Pattern FORM = Pattern.compile("([^@\\s]+)@([^:@\\s]+):(\\d{1,5})");

        @Override
        public Place convert(String text) {
            Matcher place = FORM.matcher(text);
            if (!place.matches() || Integer.parseInt(place.group(3)) > 65_535) {
                throw new TypeConversionException("expected DOMAIN@HOST:PORT, such as cpe.example.net@127.0.0.1:5222");
            }
            return new Place(place.group(1), place.group(2), Integer.parseInt(place.group(3)));
        }
    }
}
