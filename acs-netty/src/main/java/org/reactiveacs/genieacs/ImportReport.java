package org.reactiveacs.genieacs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an import brought and what it did not, with the reasons. */
public final class ImportReport {

    /** Devices that are named for each reason; beyond, they are only counted. */
    private static final int NAMED = 5;

    private static final int REASONS = 100;

    /** Devices that have a reason in common. */
    private static final class Cases {
        private final List<String> named = new ArrayList<>();
        private long count;

        void add(String device) {
            count++;
            if (named.size() < NAMED) {
                named.add(device);
            }
        }

        @Override
        public String toString() {
            return DeviceWriter.number(count) + " (" + String.join(", ", named) + (count > NAMED ? ", ..." : "") + ")";
        }
    }

    private final boolean dry;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Cases> refused = new LinkedHashMap<>();
    private final Map<String, Cases> noCredential = new LinkedHashMap<>();
    private final Map<String, String> policies = new TreeMap<>();
    private final Map<String, String> presets = new TreeMap<>();
    private final List<String> others = new ArrayList<>();
    private long devices;
    private long called;
    private long parameters;
    private long credentials;
    private long connectionRequests;
    private boolean asksNoCredentials;

    ImportReport(boolean dry) {
        this.dry = dry;
    }

    void read() {
        devices++;
    }

    long devices() {
        return devices;
    }

    /** A device was taken in, or would be. */
    void outcome(String outcome, boolean hasCalled) {
        outcomes.merge(outcome, 1L, Long::sum);
        called += hasCalled ? 1 : 0;
    }

    void refused(String device, String reason) {
        outcomes.merge("refused", 1L, Long::sum);
        cases(refused, reason).add(device);
    }

    void parameters(int values) {
        parameters += values;
    }

    void credential() {
        credentials++;
    }

    void noCredential(String device, String reason) {
        cases(noCredential, reason).add(device);
    }

    void connectionRequest() {
        connectionRequests++;
    }

    void asksNoCredentials() {
        asksNoCredentials = true;
    }

    private static Cases cases(Map<String, Cases> of, String reason) {
        var key = of.size() < REASONS || of.containsKey(reason) ? reason : "other reasons";
        return of.computeIfAbsent(key, none -> new Cases());
    }

    void policy(String name, String what) {
        policies.put(name, what);
    }

    void preset(String name, String reason) {
        presets.put(name, reason);
    }

    /** Something else that GenieACS holds and that does not come along. */
    void other(String line) {
        others.add(line);
    }

    /** Whether a device was refused: what was asked for was not done whole. */
    public boolean isWhole() {
        return refused.isEmpty();
    }

    /** Writes it for people. */
    public void print(PrintWriter out) {
        out.println(dry ? "dry run: nothing was written" : "imported");
        out.println("devices: " + DeviceWriter.number(devices) + " read, " + of("created", "new") + ", "
                + of("changed", "changed") + ", " + of("unchanged", "unchanged") + ", " + of("refused", "refused"));
        refused.forEach((reason, cases) -> out.println("  refused: " + reason + ": " + cases));
        if (called > 0) {
            out.println("  " + DeviceWriter.number(called)
                    + " have called here already: what they told here stays, and only tags were added");
        }
        out.println("parameters: " + DeviceWriter.number(parameters) + " values");
        out.println("credentials: " + DeviceWriter.number(credentials) + " of devices at the server, "
                + DeviceWriter.number(connectionRequests) + " for connection requests");
        if (asksNoCredentials) {
            out.println("  cwmp.auth is not set: GenieACS lets everybody in, and devices may have no credentials");
        }
        noCredential.forEach((reason, cases) -> out.println("  not known: " + reason + ": " + cases));
        out.println("presets: " + policies.size() + " as policies, " + presets.size() + " not");
        policies.forEach((name, what) -> out.println("  policy " + name + ": " + what));
        presets.forEach((name, reason) -> out.println("  not '" + name + "': " + reason));
        if (!others.isEmpty()) {
            out.println("not brought:");
            others.forEach(line -> out.println("  " + line));
        }
        out.flush();
    }

    private String of(String outcome, String word) {
        return DeviceWriter.number(outcomes.getOrDefault(outcome, 0L)) + " " + word;
    }
}
