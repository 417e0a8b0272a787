package org.reactiveacs.device;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The head of a device: the small record that every session reads and writes. Only sessions write it; what operators
 * say stands in {@link Registration}, the parameters in {@link ParameterTree}.
 *
 * @param id its key
 * @param identity who it says it is
 * @param contact when and from where it called
 * @param standing what we hold of it
 * @param access how it authenticates
 * @param reported the parameters that Informs brought and the tree has not taken in yet, by path
 * @param macs its MAC addresses in canonical form, the primary one first
 * @param visits the newest of them
 */
public record Device(
        DeviceId id,
        Identity identity,
        Contact contact,
        Standing standing,
        Access access,
        Map<String, Parameter> reported,
        List<String> macs,
        Visits visits) {

    /**
     * When and from where.
     *
     * @param first the first Inform ever
     * @param last the last Inform
     * @param bootstrap the last with 0 BOOTSTRAP
     * @param events the event codes of the last
     * @param peer the address of the last
     */
    public record Contact(
            Instant first, Instant last, @Nullable Instant bootstrap, List<String> events, String peer) {
        public Contact {
            events = List.copyOf(events);
        }
    }

    /** Reported parameters that a head carries; when Informs bring more, they move into the tree. */
    public static final int MAX_REPORTED = 64;

    private static final List<String> SOFTWARE_VERSION = paths("DeviceInfo.SoftwareVersion");
    private static final List<String> HARDWARE_VERSION = paths("DeviceInfo.HardwareVersion");
    private static final List<String> ALIAS_BASED_ADDRESSING = paths("ManagementServer.AliasBasedAddressing");
    private static final List<String> PARAMETER_KEY = paths("ManagementServer.ParameterKey");

    /** Where a parameter stands in each data model. */
    private static List<String> paths(String belowRoot) {
        return Stream.of(DataModel.values())
                .map(model -> model.root() + belowRoot)
                .toList();
    }

    public Device {
        reported = Map.copyOf(reported);
        macs = List.copyOf(macs);
    }

    public String softwareVersion() {
        return orEmpty(reported(SOFTWARE_VERSION));
    }

    public String hardwareVersion() {
        return orEmpty(reported(HARDWARE_VERSION));
    }

    /** The ParameterKey in the last Inform, null when it told none. */
    public @Nullable String parameterKey() {
        return reported(PARAMETER_KEY);
    }

    public ModelKey modelKey() {
        return new ModelKey(identity.oui(), identity.productClass(), softwareVersion());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private @Nullable String reported(List<String> paths) {
        for (var path : paths) {
            var parameter = reported.get(path);
            if (parameter != null && parameter.value() != null) {
                return parameter.value();
            }
        }
        return null;
    }

    /** Whether it takes aliases in brackets in the place of instance numbers, as its Informs say. */
    public boolean addressesByAlias() {
        var told = reported(ALIAS_BASED_ADDRESSING);
        return told != null && (told.equals("1") || told.equalsIgnoreCase("true"));
    }

    /** Which data model the device speaks, as its Informs show; null when they show none we know. */
    public @Nullable DataModel dataModel() {
        for (var path : reported.keySet()) {
            for (var model : DataModel.values()) {
                if (path.startsWith(model.root())) {
                    return model;
                }
            }
        }
        return null;
    }

    public Device withStanding(Standing next) {
        return new Device(id, identity, contact, next, access, reported, macs, visits);
    }

    public Device withMacs(List<String> next) {
        return new Device(id, identity, contact, standing, access, reported, next, visits);
    }

    public Device withReported(Map<String, Parameter> next) {
        return new Device(id, identity, contact, standing, access, next, macs, visits);
    }

    public Device withAccess(Access next) {
        return new Device(id, identity, contact, standing, next, reported, macs, visits);
    }

    /** The device with one of its visits replaced; 0 is the newest. */
    public Device withVisit(int index, Visit visit) {
        return new Device(id, identity, contact, standing, access, reported, macs, visits.with(index, visit));
    }
}
