package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Reads Authorization headers as CPEs send them. Lenient in form (quoting, order, spelling of the algorithm), for
 * the proof is in the response and not in the commas. Never throws; bounded by {@link #MAX_CHARS}.
 */
public final class AuthorizationHeader {
    /** Longer headers are not looked at. */
    public static final int MAX_CHARS = 4096;

    private static final String UTF_8_VALUE = "utf-8''";

    private AuthorizationHeader() {}

    /** Reads one header value, whose characters are bytes (as HTTP decoders give them) or text. */
    public static Authorization parse(String header) {
        if (header.length() > MAX_CHARS) {
            return new Authorization.Other("longer than " + MAX_CHARS + " characters");
        }
        String value = Usernames.utf8(header.strip());
        int end = 0;
        while (end < value.length() && Character.isLetterOrDigit(value.charAt(end))) {
            end++;
        }
        String parameters = value.substring(end);
        return switch (value.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "digest" -> digest(parameters);
            case "basic" -> basic(parameters.strip());
            case "" -> new Authorization.Other("no scheme");
            default -> new Authorization.Other("another scheme than digest and basic");
        };
    }

    private static Authorization digest(String text) {
        DigestParameters parameters = DigestParameters.read(text);
        String response = parameters.get("response").toLowerCase(Locale.ROOT);
        if (!isHash(response)) {
            return new Authorization.Other("digest without a response of 32 or 64 hexadecimal digits");
        }
        String username = username(parameters);
        if (username.isEmpty()) {
            return new Authorization.Other("digest without a user name");
        }
        EnumSet<DigestQuirk> quirks = parameters.quirks();
        String token = parameters.get("algorithm");
        DigestAlgorithm algorithm = DigestAlgorithm.meant(token, response.length());
        if (!token.isEmpty() && !token.equalsIgnoreCase(algorithm.token())) {
            quirks.add(DigestQuirk.ALGORITHM);
        }
        String qop = parameters.get("qop");
        return new Authorization.Digest(
                username,
                parameters.raw("username").isEmpty() ? username : parameters.raw("username"),
                parameters.get("realm"),
                parameters.get("nonce"),
                parameters.get("uri"),
                response,
                algorithm,
                qop.isEmpty() ? null : qop,
                parameters.get("nc"),
                parameters.get("cnonce"),
                quirks);
    }

    /** The name, or its extended form {@code username*=UTF-8''...} (RFC 7616 §3.4). */
    private static String username(DigestParameters parameters) {
        String extended = parameters.get("username*");
        if (!parameters.get("username").isEmpty() || !extended.regionMatches(true, 0, UTF_8_VALUE, 0, 7)) {
            return parameters.get("username");
        }
        List<String> meant = Usernames.meant(extended.substring(UTF_8_VALUE.length()));
        return meant.get(meant.size() - 1);
    }

    private static Authorization basic(String credentials) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(credentials.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return new Authorization.Other("basic without base64");
        }
        String text = Usernames.decodedOr(bytes, new String(bytes, StandardCharsets.ISO_8859_1));
        int colon = text.indexOf(':');
        if (colon < 1) {
            return new Authorization.Other("basic without a user name and a colon");
        }
        return new Authorization.Basic(text.substring(0, colon), text.substring(colon + 1));
    }

    private static boolean isHash(String response) {
        if (response.length() != 32 && response.length() != 64) {
            return false;
        }
        for (int i = 0; i < response.length(); i++) {
            if (!HexFormat.isHexDigit(response.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static long hexadecimal(String digits) {
        try {
            return digits.length() > 8 ? 0 : Math.max(0, Long.parseLong(digits, 16));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
