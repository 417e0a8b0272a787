package org.reactiveacs.simulator.client;

/** Why a session ended; what reports count failures by. */
public enum Ending {
    /** Both sides were done. */
    WELL("well"),
    /** No connection could be made. */
    NO_CONNECTION("noConnection"),
    /** The ACS kept silent for too long. */
    NO_ANSWER("noAnswer"),
    /** The connection broke before an answer came. */
    CUT_OFF("cutOff"),
    /** The ACS answered 503. */
    BUSY("busy503"),
    /** The ACS refused the credentials. */
    UNAUTHORIZED("unauthorized401"),
    /** Any other status of HTTP that ends a session. */
    HTTP_ERROR("httpError"),
    /** The ACS said what the protocol does not allow, or a fault. */
    PROTOCOL("protocol"),
    /** The CPE spoiled it on purpose, see {@link Manner}. */
    ON_PURPOSE("onPurpose");

    private final String key;

    Ending(String key) {
        this.key = key;
    }

    /** Its name in reports. */
    public String key() {
        return key;
    }
}
