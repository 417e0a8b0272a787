package org.reactiveacs.connreq;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.Reach;

/**
 * What is known of how a device can be reached. Texts that it never told are empty.
 *
 * @param model null while it has never called
 * @param url its ConnectionRequestURL
 * @param udpAddress its UDPConnectionRequestAddress, as it told it
 * @param stunUsername its STUNUsername
 * @param jabberId its ConnReqJabberID
 * @param logins names and passwords that it may know, the likeliest first
 * @param session whether it has one that is not over
 * @param lastCall when it called last, {@link Instant#EPOCH} if it never did
 * @param reach how it was reached last, null if by what is tried first anyway
 */
public record Contact(
        DeviceId device,
        @Nullable ModelKey model,
        String url,
        String udpAddress,
        String stunUsername,
        String jabberId,
        List<Login> logins,
        Session session,
        Instant lastCall,
        @Nullable Reach reach) {

    /** Whether a device has a session that is not over. */
    public enum Session {
        /** It has none. */
        NONE,
        /** It has one, unless it fell silent without a word. */
        UNDER_WAY,
        /** It has one that stays open for what is ordered. */
        LINGERS
    }

    /**
     * A name and a password that a device may know.
     *
     * @param origin where they are from, in the words of {@link Reach#login}
     */
    public record Login(String origin, Credential credential) {}

    /** Copies the logins. */
    public Contact {
        logins = List.copyOf(logins);
    }
}
