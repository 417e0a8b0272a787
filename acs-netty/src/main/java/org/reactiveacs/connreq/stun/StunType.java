package org.reactiveacs.connreq.stun;

/** Types of STUN messages (RFC 3489 §11.1) and of their attributes (§11.2, RFC 5389 §18.2, TR-069 Annex G). */
public final class StunType {
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_RESPONSE = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    public static final int MAPPED_ADDRESS = 0x0001;
    public static final int RESPONSE_ADDRESS = 0x0002;
    public static final int CHANGE_REQUEST = 0x0003;
    public static final int SOURCE_ADDRESS = 0x0004;
    public static final int CHANGED_ADDRESS = 0x0005;
    public static final int USERNAME = 0x0006;
    public static final int PASSWORD = 0x0007;
    public static final int MESSAGE_INTEGRITY = 0x0008;
    public static final int ERROR_CODE = 0x0009;
    public static final int UNKNOWN_ATTRIBUTES = 0x000A;
    public static final int REFLECTED_FROM = 0x000B;
    public static final int REALM = 0x0014;
    public static final int NONCE = 0x0015;
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    public static final int FINGERPRINT = 0x8028;

    /** Says that the address the request comes from is the one on which the device hears connection requests. */
    public static final int CONNECTION_REQUEST_BINDING = 0xC001;

    /** Says that this address is another one than before. */
    public static final int BINDING_CHANGE = 0xC002;

    /** What stands in CONNECTION-REQUEST-BINDING, the blank at its end included. */
    public static final String CONNECTION_REQUEST_BINDING_VALUE = "dslforum.org/TR-111 ";

    private static final int FIRST_OPTIONAL = 0x8000;

    private StunType() {}

    /** Whether a server that does not understand an attribute must say so instead of an answer. */
    static boolean isMandatory(int attribute) {
        return attribute < FIRST_OPTIONAL;
    }

    /** Whether this server understands an attribute of requests, or may pass over it without harm. */
    static boolean isKnown(int attribute) {
        return attribute <= REFLECTED_FROM && attribute != 0
                || attribute == REALM
                || attribute == NONCE
                || attribute == XOR_MAPPED_ADDRESS;
    }
}
