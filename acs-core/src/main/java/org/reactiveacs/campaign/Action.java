package org.reactiveacs.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.VersionRange;
import org.reactiveacs.policy.WantedFirmware;
import org.reactiveacs.task.TaskSpec;

/** What the devices of a campaign get. */
public sealed interface Action {

    /**
     * Firmware.
     *
     * @param choices which one a device gets; the first that fits
     * @param former what devices may go back to, one for each version
     */
    record Firmware(List<Choice> choices, List<WantedFirmware> former) implements Action {
        public Firmware {
            choices = List.copyOf(choices);
            former = List.copyOf(former);
        }

        /** What a device gets; null if nothing fits. */
        @Nullable
        Choice of(Device device) {
            return choices.stream()
                    .filter(choice -> choice.models().fit(device))
                    .findFirst()
                    .orElse(null);
        }

        /** What brings a version back; null if no file is given for it. */
        @Nullable
        WantedFirmware bringing(String version) {
            return former.stream()
                    .filter(one -> one.version().equals(version))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Firmware for some models.
     *
     * @param firmware null for none
     */
    record Choice(Models models, @Nullable WantedFirmware firmware) {}

    /** Some models; what is left out (an empty list) does not matter. */
    record Models(
            List<Wildcard> manufacturer,
            List<Wildcard> oui,
            List<Wildcard> productClass,
            List<VersionRange> hardwareVersion,
            List<VersionRange> softwareVersion) {

        static final Models ANY = new Models(List.of(), List.of(), List.of(), List.of(), List.of());

        public Models {
            manufacturer = List.copyOf(manufacturer);
            oui = List.copyOf(oui);
            productClass = List.copyOf(productClass);
            hardwareVersion = List.copyOf(hardwareVersion);
            softwareVersion = List.copyOf(softwareVersion);
        }

        boolean fit(Device device) {
            var identity = device.identity();
            return anyText(manufacturer, identity.manufacturer())
                    && anyText(oui, identity.oui())
                    && anyText(productClass, identity.productClass())
                    && anyVersion(hardwareVersion, device.hardwareVersion())
                    && anyVersion(softwareVersion, device.softwareVersion());
        }

        private static boolean anyText(List<Wildcard> patterns, String text) {
            return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
        }

        private static boolean anyVersion(List<VersionRange> ranges, String version) {
            return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(version));
        }
    }

    /**
     * A task.
     *
     * @param undo takes back what it did; null for the values before, where it sets values
     */
    record Ordered(TaskSpec spec, @Nullable TaskSpec undo) implements Action {}

    /** A tag, by which policies are meant for the device. */
    record Tagged(String tag) implements Action {}
}
