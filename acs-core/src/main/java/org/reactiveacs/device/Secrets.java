package org.reactiveacs.device;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which parameters hold secrets. Their values are masked wherever people or logs could see them: the data models mark
 * such parameters hidden or secured, and vendors' own ones say so in their names.
 */
public final class Secrets {

    /** What stands in place of a secret. */
    public static final String MASK = "********";

    private static final Pattern NAME = Pattern.compile(
            "pass(word|phrase|wd)|presharedkey|psk$|secret|wepkey|privatekey|keypassphrase|credential|^pin$|token$",
            Pattern.CASE_INSENSITIVE);

    /** Names that match the pattern and are no secrets. */
    private static final Set<String> PLAIN = Set.of("PasswordRequired", "PasswordUserSelectable", "PasswordReset");

    private Secrets() {}

    /** Whether the parameter's last name says that its value is a secret. */
    public static boolean isSecret(String path) {
        var name = path.substring(path.lastIndexOf('.') + 1);
        return NAME.matcher(name).find() && !PLAIN.contains(name);
    }

    /** The value, or the mask when the parameter is a secret with a value. */
    public static String masked(String path, String value) {
        return value.isEmpty() || !isSecret(path) ? value : MASK;
    }
}
