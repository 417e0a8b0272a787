package org.reactiveacs.connreq.stun;

import java.util.Locale;

/** What became of a datagram that came to the STUN server. */
enum StunOutcome {
    /** It was told its address. */
    ANSWERED,
    /** The same, and it has proven who it is. */
    PROVEN,
    /** The same as answered, but so many bindings are known that this one was not noted. */
    FULL,
    /** It was asked to prove who it is (401). */
    UNAUTHORIZED,
    /** It proved itself with a password that is not ours (431). */
    BAD_INTEGRITY,
    /** It proved itself without saying who it is (432). */
    NO_USERNAME,
    /** It asked for something that must be understood and is not (420). */
    UNKNOWN_ATTRIBUTE,
    /** It wanted the answer from another address than this one; none comes, as from behind a NAT that lets none through. */
    CHANGE_REQUEST,
    /** Too many came from its address in this second. */
    LIMITED,
    /** It is no binding request. */
    IGNORED,
    /** It is no STUN message. */
    MALFORMED;

    /** As it stands in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
