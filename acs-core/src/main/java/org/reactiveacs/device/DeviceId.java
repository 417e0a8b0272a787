package org.reactiveacs.device;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key of a device everywhere: opaque, plain and safe in a URL.
 *
 * @param tenant the tenant that owns the device; {@link #DEFAULT_TENANT} where there is only one
 * @param value OUI, product class if the scheme has it, and serial number joined by {@code -}; every byte outside
 *     {@code [A-Za-z0-9._-]} stands as {@code ~XX}, and so does a {@code -} in any part but the last, so that no two
 *     identities share an id
 */
public record DeviceId(String tenant, String value) implements Comparable<DeviceId> {

    public static final String DEFAULT_TENANT = "default";

    /** More than an identity as TR-069 allows it takes, every byte of it escaped: no device has a longer id. */
    public static final int MAX_CHARS = 1024;

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** An id as it was given out before, of the default tenant. */
    public static DeviceId of(String value) {
        return new DeviceId(DEFAULT_TENANT, value);
    }

    /** The id of the device with this identity, of the default tenant. */
    public static DeviceId of(IdentityScheme scheme, Identity identity) {
        var id = new StringBuilder(48);
        escape(identity.oui(), true, id);
        id.append('-');
        if (scheme == IdentityScheme.OUI_CLASS_SERIAL) {
            escape(identity.productClass(), true, id);
            id.append('-');
        }
        escape(identity.serialNumber(), false, id);
        return of(id.toString());
    }

    /**
     * The identity that an id spells out, for a device that was never seen.
     *
     * @throws IllegalArgumentException if the id has not the parts that the scheme asks for
     */
    public Identity identity(IdentityScheme scheme) {
        int parts = scheme == IdentityScheme.OUI_CLASS_SERIAL ? 3 : 2;
        var split = value.split("-", parts);
        if (split.length < parts || split[0].isEmpty() || split[parts - 1].isEmpty()) {
            throw new IllegalArgumentException("'" + value + "' is no device id: "
                    + (parts == 3 ? "OUI-ProductClass-SerialNumber" : "OUI-SerialNumber")
                    + " expected, bytes outside [A-Za-z0-9._-] as ~XX");
        }
        return new Identity("", unescape(split[0]), parts == 3 ? unescape(split[1]) : "", unescape(split[parts - 1]));
    }

    private static void escape(String text, boolean escapeDash, StringBuilder to) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'A' && b <= 'Z'
                    || b >= 'a' && b <= 'z'
                    || b >= '0' && b <= '9'
                    || b == '.'
                    || b == '_'
                    || b == '-' && !escapeDash;
            if (plain) {
                to.append((char) b);
            } else {
                to.append('~').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
    }

    private String unescape(String text) {
        if (text.indexOf('~') < 0) {
            return text;
        }
        var bytes = new java.io.ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '~') {
                bytes.write(c);
                continue;
            }
            int high = i + 1 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "'" + value + "' is no device id: '~' without two hexadecimal digits");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** By hand, as is the next: maps of devices are asked many times a session, and a record's own are not always inlined. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof DeviceId that && value.equals(that.value) && tenant.equals(that.tenant);
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + value.hashCode();
    }

    @Override
    public int compareTo(DeviceId other) {
        int byTenant = tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : value.compareTo(other.value);
    }

    /** The id as shown to people; the tenant only where it is not the default one. */
    @Override
    public String toString() {
        return tenant.equals(DEFAULT_TENANT) ? value : tenant + "/" + value;
    }
}
