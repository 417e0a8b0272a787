package org.reactiveacs.main.config;

import java.util.regex.Pattern;

/**
 * A value as it was given, before it is read.
 *
 * @param key what it sets
 * @param value as written
 * @param origin where it stands, in words for the operator, such as {@code file acs.yaml}
 */
record Setting(String key, String value, String origin) {
    private static final Pattern CREDENTIALS = Pattern.compile("//[^@\\s]*@");

    /** A line about this setting; a secret's value and the password in a URL are left out. */
    String problem(String reason) {
        Keys.Key known = Keys.all().get(key);
        String shown = known != null && known.isSecret()
                ? "***"
                : "\"" + CREDENTIALS.matcher(value).replaceAll("//***@") + "\"";
        return key + ": " + shown + " (from " + origin + "): " + reason;
    }
}
