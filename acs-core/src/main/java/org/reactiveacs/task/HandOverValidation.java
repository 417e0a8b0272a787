package org.reactiveacs.task;

import java.util.regex.Pattern;
import org.reactiveacs.device.Secrets;

/**
 * The rules of handing a device over. Nothing may be missing: a device that calls nobody is lost.
 *
 * @param problems where to note what breaks them
 */
record HandOverValidation(Problems problems) {
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^/?#@]+([/?#].*)?");

    void check(TaskSpec.HandOver order) {
        problems.url("/url", order.url());
        if (!order.url().isBlank() && !WEB.matcher(order.url()).matches()) {
            problems.add("/url", "an ACS is called by http or https, at a URL with no name or password in it");
        }
        login("", order.username(), order.password());
        var interval = order.periodicInformInterval();
        if (interval != null) {
            problems.range("/periodicInformInterval", interval, 1, Integer.MAX_VALUE);
        }
        var login = order.connectionRequest();
        if (login != null) {
            login("/connectionRequest", login.username(), login.password());
        }
    }

    private void login(String at, String username, String password) {
        problems.needed(at + "/username", username, Problems.MAX_URL_CHARS);
        problems.needed(at + "/password", password, Problems.MAX_URL_CHARS);
        if (password.equals(Secrets.MASK)) {
            problems.add(at + "/password", "is what is shown in the place of a password, and none itself");
        }
    }
}
