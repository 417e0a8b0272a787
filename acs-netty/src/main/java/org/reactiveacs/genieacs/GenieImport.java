package org.reactiveacs.genieacs;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings a GenieACS to this server: devices as they are read, some at a time, and then policies. The same once more changes nothing. */
public final class GenieImport {

    /**
     * What is wanted.
     *
     * @param dry whether only to tell what would be done
     * @param enable whether policies are in force at once
     * @param tag that all devices are given besides, null for none
     */
    public record Wishes(
            boolean dry, boolean enable, @Nullable String tag) {}

    private static final int PROGRESS_EVERY = 10_000;

    private final GenieSource source;
    private final Target target;
    private final Wishes wishes;
    private final PrintWriter progress;
    private final ImportReport report;

    /** @param progress takes a line now and then */
    public GenieImport(GenieSource source, Target target, Wishes wishes, PrintWriter progress) {
        this.source = source;
        this.target = target;
        this.wishes = wishes;
        this.progress = progress;
        this.report = new ImportReport(wishes.dry());
    }

    /**
     * Does it.
     *
     * @throws GenieException if it cannot go on; what was brought until then stays
     */
    public ImportReport run() {
        var config = new HashMap<String, String>();
        source.read(
                "config",
                entry -> config.put(
                        entry.path("_id").asString(""), entry.path("value").asString("")));
        var presets = source.all("presets").stream().map(Preset::new).toList();
        var paths = new HashSet<String>();
        presets.forEach(preset -> paths.addAll(preset.fleetPaths()));
        var fleet = new FleetPaths(paths);
        devices(
                new DeviceWriter(expression("cwmp.auth", config), expression("cwmp.connectionRequestAuth", config)),
                fleet);
        if (!config.containsKey("cwmp.auth")) {
            report.asksNoCredentials();
        }
        policies(presets, fleet);
        others();
        return report;
    }

    private static @Nullable Term expression(String name, Map<String, String> config) {
        var text = config.get(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return TermReader.read(text);
        } catch (Term.Unreadable e) {
            throw new GenieException("GenieACS' " + name + " cannot be read " + e.getMessage(), e);
        }
    }

    private void devices(DeviceWriter writer, FleetPaths fleet) {
        var batch = new DeviceBatch(target, wishes.dry(), report);
        source.read("devices", document -> {
            var device = new GenieDevice(document);
            report.read();
            fleet.see(device);
            if (device.lastInform() == null) {
                report.refused(device.id(), "GenieACS does not know when it called (_lastInform)");
            } else {
                batch.add(device.id(), written(device, writer));
            }
            if (report.devices() % PROGRESS_EVERY == 0) {
                progress.println(DeviceWriter.number(report.devices()) + " devices, up to " + device.id());
                progress.flush();
            }
        });
        batch.flush();
    }

    private ObjectNode written(GenieDevice device, DeviceWriter writer) {
        var credential = writer.credential(device);
        var connectionRequest = writer.connectionRequest(device);
        if (credential.login() != null) {
            report.credential();
        } else if (!credential.reason().isEmpty()) {
            report.noCredential(device.id(), "cwmp.auth: " + credential.reason());
        }
        if (connectionRequest.login() != null) {
            report.connectionRequest();
        }
        var json = writer.write(device, credential.login(), connectionRequest.login());
        var tag = wishes.tag();
        if (tag != null) {
            json.withArray("/tags").add(tag);
        }
        report.parameters(DeviceWriter.values(json));
        return json;
    }

    private void policies(List<Preset> presets, FleetPaths fleet) {
        var translator = new PresetTranslator(source.all("objects"), source.all("provisions"), fleet, wishes.enable());
        var translated = new HashMap<Preset, ObjectNode>();
        for (var preset : presets) {
            try {
                translated.put(preset, translator.translate(preset));
            } catch (Untranslatable e) {
                report.preset(preset.name(), e.reason());
            }
        }
        var ties = PresetTies.among(translated);
        var taken = new HashSet<String>();
        for (var preset : presets) {
            var policy = translated.get(preset);
            var tie = ties.get(preset.name());
            if (policy != null && tie != null) {
                report.preset(preset.name(), tie);
            } else if (policy != null) {
                write(preset, policy, taken);
            }
        }
    }

    private void write(Preset preset, ObjectNode policy, Set<String> taken) {
        var name = PresetTranslator.policyName(preset);
        if (!taken.add(name)) {
            report.preset(preset.name(), "another preset becomes the policy " + name + ", too");
            return;
        }
        var before = target.policy(name);
        if (before != null) {
            report.policy(
                    name, isSame(before, policy) ? "unchanged" : "there already, and says otherwise: left as it is");
            return;
        }
        if (!wishes.dry()) {
            target.write(name, policy);
        }
        report.policy(name, wishes.enable() ? "new, in force" : "new, not enabled");
    }

    /** Whether it is enabled is for the operator to say. */
    private static boolean isSame(JsonNode before, ObjectNode policy) {
        if (!(before instanceof ObjectNode object)) {
            return false;
        }
        var one = object.deepCopy();
        var other = policy.deepCopy();
        for (var name : List.of("enabled", "name")) {
            one.remove(name);
            other.remove(name);
        }
        return one.toString().equals(other.toString());
    }

    private void others() {
        for (var provision : source.all("provisions")) {
            var replacement =
                    StockProvisions.replacement(provision.path("script").asString(""));
            report.other("provision '" + provision.path("_id").asString("") + "': "
                    + (replacement != null ? replacement : "a script; see docs/migration-from-genieacs.md"));
        }
        for (var parameter : source.all("virtualParameters")) {
            report.other("virtual parameter '" + parameter.path("_id").asString("")
                    + "': a script; an alias or an expression may do");
        }
        long[] tasks = {0};
        source.read("tasks", task -> tasks[0]++);
        if (tasks[0] > 0) {
            report.other(DeviceWriter.number(tasks[0]) + " tasks: let them end, or order them here");
        }
    }
}
