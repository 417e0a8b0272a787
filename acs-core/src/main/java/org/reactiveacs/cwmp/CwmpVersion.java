package org.reactiveacs.cwmp;

/**
 * A version of the protocol.
 *
 * <p>CWMP 1.3 and 1.4 have no namespace of their own; they extend that of 1.2 (TR-069 A6 §A.2). A CPE that sends one
 * nevertheless is understood, and answered in that of 1.2.
 */
public enum CwmpVersion {
    V1_0("1.0", "urn:dslforum-org:cwmp-1-0"),
    V1_1("1.1", "urn:dslforum-org:cwmp-1-1"),
    V1_2("1.2", "urn:dslforum-org:cwmp-1-2"),
    V1_3("1.3", "urn:dslforum-org:cwmp-1-2"),
    V1_4("1.4", "urn:dslforum-org:cwmp-1-2");

    /** What the namespace of every version begins with. */
    public static final String NAMESPACE_PREFIX = "urn:dslforum-org:cwmp-";

    private final String number;
    private final String namespace;

    CwmpVersion(String number, String namespace) {
        this.number = number;
        this.namespace = namespace;
    }

    /** As in the headers of version negotiation, such as {@code 1.2}. */
    public String number() {
        return number;
    }

    /** The namespace that messages of this version are written in. */
    public String namespace() {
        return namespace;
    }

    /**
     * The version that a namespace stands for.
     *
     * @param uri a namespace that begins with {@link #NAMESPACE_PREFIX}, or any other
     * @return the version; the highest for a CWMP namespace that no version has, 1.2 for any other text
     */
    public static CwmpVersion ofNamespace(String uri) {
        if (!uri.startsWith(NAMESPACE_PREFIX)) {
            return V1_2;
        }
        return switch (uri.substring(NAMESPACE_PREFIX.length())) {
            case "1-0" -> V1_0;
            case "1-1" -> V1_1;
            case "1-2" -> V1_2;
            case "1-3" -> V1_3;
            default -> V1_4;
        };
    }

    /** Whether a namespace is one that the standard gives to some version. */
    public static boolean isKnownNamespace(String uri) {
        return uri.equals(V1_0.namespace) || uri.equals(V1_1.namespace) || uri.equals(V1_2.namespace);
    }
}
