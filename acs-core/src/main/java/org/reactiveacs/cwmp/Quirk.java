package org.reactiveacs.cwmp;

import java.util.Locale;

/**
 * A kind of deviation that was mended or tolerated while reading, so that it can be counted and shown.
 */
public enum Quirk {
    /** An {@code &} that begins no reference of XML; taken as itself. */
    BARE_AMPERSAND,
    /** A character that XML forbids, raw or as a reference; read as U+FFFD. */
    CONTROL_CHARACTER,
    /** Bytes that are not UTF-8; taken as latin-1. */
    INVALID_UTF8,
    /** The body begins with a byte order mark. */
    BYTE_ORDER_MARK,
    /** Blanks, line ends or NULs before the XML declaration. */
    LEADING_BLANK,
    /** NULs or other bytes after the envelope; not read. */
    TRAILING_BYTES,
    /** Declared to be in another charset than UTF-8, and read in it. */
    OTHER_CHARSET,
    /** Declared to be in a charset that nobody knows; read as UTF-8. */
    UNKNOWN_CHARSET,
    /** A {@code Value} without {@code xsi:type}. */
    MISSING_TYPE,
    /** A {@code Value} of a type that CWMP does not have. */
    UNKNOWN_TYPE,
    /** An {@code arrayType} that names another number of members than came. */
    ARRAY_COUNT,
    /** A list without {@code arrayType}. */
    MISSING_ARRAY_TYPE,
    /** An envelope of SOAP 1.2. */
    SOAP_1_2,
    /** An envelope of neither SOAP 1.1 nor 1.2. */
    UNKNOWN_SOAP_NAMESPACE,
    /** A CWMP namespace that the standard does not have, such as that of 1.4. */
    UNKNOWN_NAMESPACE,
    /** No CWMP namespace anywhere; taken as 1.2. */
    MISSING_NAMESPACE,
    /** A prefix that nobody has declared. */
    UNBOUND_PREFIX,
    /** No SOAP header. */
    MISSING_HEADER,
    /** No ID header, or an empty one. */
    MISSING_ID,
    /** A parameter with an empty name, one with blanks inside, or a value at an object's path; left out. */
    BAD_NAME,
    /** Blanks around a parameter's name; taken off. */
    BLANK_AROUND_NAME,
    /** A parameter that came twice in one list; the first is kept. */
    DUPLICATE_NAME,
    /** A date or time that is none; taken as unknown. */
    INVALID_DATE,
    /** A date and time without a zone; taken as UTC. */
    DATE_WITHOUT_ZONE,
    /** A number that is none or out of range; taken as 0 or the nearest. */
    INVALID_NUMBER,
    /** A truth value other than 0, 1, true and false; yes and on are taken as true, the rest as false. */
    INVALID_BOOLEAN,
    /** A header of somebody else's that must be understood; ignored. */
    UNKNOWN_MUST_UNDERSTAND,
    /** An element that the message does not have; skipped. */
    UNKNOWN_ELEMENT,
    /** An element that the message must have; taken as empty, 0, or unknown. */
    MISSING_ELEMENT,
    /** An element that may come once came again; the first is kept. */
    REPEATED_ELEMENT;

    private final String label =
            name().toLowerCase(Locale.ROOT).replace("1_2", "1.2").replace('_', '-');

    /** For metrics, in kebab case, such as {@code bare-ampersand}. */
    public String label() {
        return label;
    }
}
