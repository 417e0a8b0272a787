package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.CpeLine;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.KeptConnection;
import org.reactiveacs.simulator.client.Manner;
import org.reactiveacs.simulator.client.SourceAddresses;

/**
 * How the devices of a fleet reach the ACS.
 *
 * @param cookies which devices keep them
 * @param sources addresses that they call from, null for the one that the system chooses
 */
public record Lines(Cookies cookies, @Nullable SourceAddresses sources) {
    /** Cookies are kept, and addresses do not matter. */
    public static final Lines ORDINARY = new Lines(Cookies.YES, null);

    private static final int MIXED = 3;

    /** Which devices send back the cookies that they were given. */
    public enum Cookies {
        YES,
        NO,
        /** All but every third one. */
        MIXED;

        /** Whether a device keeps them; numbers begin with 1. */
        public boolean areKeptBy(int number) {
            return switch (this) {
                case YES -> true;
                case NO -> false;
                case MIXED -> number % Lines.MIXED != 0;
            };
        }
    }

    /** The line of a device; numbers begin with 1. */
    CpeLine line(CpeNetwork network, int number, Manner manner, boolean keepsConnection) {
        return new CpeLine(
                network,
                network.next(),
                cookies.areKeptBy(number),
                sources == null ? null : sources.of(number),
                manner,
                keepsConnection ? new KeptConnection(network.sockets()) : null);
    }
}
