package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.reactiveacs.simulator.model.DataModel.Placeholders;

/** Fills the placeholders of a schema with what is true of one device. */
final class DeviceFacts implements Placeholders {
    private static final String NOWHERE = "http://127.0.0.1:9/";
    private static final String MAC_WITH_INDEX = "mac+";
    private static final long BYTES_PER_SECOND = 1_000;

    private final VirtualCpe cpe;

    DeviceFacts(VirtualCpe cpe) {
        this.cpe = cpe;
    }

    @Override
    public String fill(String name, int instance) {
        return switch (name) {
            case "i" -> Integer.toString(instance);
            case "manufacturer" -> CpeIdentity.MANUFACTURER;
            case "oui" -> cpe.identity().oui();
            case "productClass" -> cpe.identity().productClass();
            case "serial" -> cpe.identity().serialNumber();
            case "mac" -> cpe.identity().mac(0);
            case "ip" -> cpe.identity().ip();
            case "firmware" -> cpe.firmware();
            case "uptime" -> Long.toString(uptimeSeconds());
            case "counter" -> Long.toString(uptimeSeconds() * BYTES_PER_SECOND);
            case "now" -> cpe.now().truncatedTo(ChronoUnit.SECONDS).toString();
            case "aliases" -> has(Ability.ALIASES);
            case "wildcards" -> has(Ability.WILDCARDS);
            case "acs" -> cpe.settings().acsUrl();
            case "username" -> cpe.settings().username();
            case "password" -> cpe.settings().password();
            case "interval" ->
                Long.toString(Math.max(1, cpe.settings().periodicInterval().toSeconds()));
            case "connectionRequestUrl" -> connectionRequestUrl();
            case "connectionRequestUsername" ->
                cpe.settings().connectionRequests().username();
            case "connectionRequestPassword" ->
                cpe.settings().connectionRequests().password();
            default -> mac(name, instance);
        };
    }

    /** One that nobody can wake names the port that discards: an ACS under test shall not call strangers. */
    private String connectionRequestUrl() {
        String url = cpe.settings().connectionRequests().url();
        return url.isEmpty() ? NOWHERE : url;
    }

    private String has(Ability ability) {
        return cpe.settings().abilities().contains(ability) ? "1" : "0";
    }

    private String mac(String name, int instance) {
        if (!name.startsWith(MAC_WITH_INDEX)) {
            throw new IllegalStateException("no such placeholder: " + name);
        }
        String index = name.substring(MAC_WITH_INDEX.length());
        return cpe.identity().mac(index.equals("i") ? instance : Integer.parseInt(index));
    }

    private long uptimeSeconds() {
        return Math.max(0, Duration.between(cpe.bootedAt(), cpe.now()).toSeconds());
    }
}
