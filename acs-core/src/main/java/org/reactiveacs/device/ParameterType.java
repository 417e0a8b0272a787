package org.reactiveacs.device;

/**
 * The type of a parameter's value, as {@code xsi:type} names it (TR-106 A8 §3.2).
 *
 * <p>{@link #UNKNOWN} stands for a value whose message named no type or one that is not of the standard; a value set
 * with it goes out as {@code xsd:string}.
 */
public enum ParameterType {
    UNKNOWN("string"),
    STRING("string"),
    INT("int"),
    UNSIGNED_INT("unsignedInt"),
    LONG("long"),
    UNSIGNED_LONG("unsignedLong"),
    BOOLEAN("boolean"),
    DATE_TIME("dateTime"),
    BASE64("base64"),
    HEX_BINARY("hexBinary"),
    /** CWMP 1.2 and later. */
    ANY_SIMPLE_TYPE("anySimpleType");

    private final String xsdName;

    ParameterType(String xsdName) {
        this.xsdName = xsdName;
    }

    /** The local name of the type in XML Schema, except {@code base64}, which the data models call so. */
    public String xsdName() {
        return xsdName;
    }

    /**
     * The type that a local name stands for.
     *
     * @param name the name without prefix, such as {@code unsignedInt}; {@code base64Binary} is taken as {@code base64}
     * @return the type, {@link #UNKNOWN} for a name that is none of ours
     */
    public static ParameterType ofXsdName(String name) {
        return switch (name) {
            case "string" -> STRING;
            case "int" -> INT;
            case "unsignedInt" -> UNSIGNED_INT;
            case "long" -> LONG;
            case "unsignedLong" -> UNSIGNED_LONG;
            case "boolean" -> BOOLEAN;
            case "dateTime" -> DATE_TIME;
            case "base64", "base64Binary" -> BASE64;
            case "hexBinary" -> HEX_BINARY;
            case "anySimpleType" -> ANY_SIMPLE_TYPE;
            default -> UNKNOWN;
        };
    }
}
