package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Settled;
import org.reactiveacs.store.Arrival;

/**
 * What the search index says of a device: entries of a kind and a value, one a line. Tags and the subscriber stand last: scripts that have no
 * business with them leave them as they are. The peer's address is not among them, for it changes with every other visit, nor is silence.
 */
final class IndexEntries {

    static final char ID = 'd';
    static final char SERIAL = 's';
    static final char SOFTWARE = 'v';
    static final char MODEL = 'k';
    static final char MAC = 'm';
    static final char PEER = 'p';
    static final char POLICIES = 'q';
    static final char TAG = 't';
    static final char SILENT = 'z';

    /** Stands among the tags, which operators say too; no tag begins so. */
    static final String SUBSCRIBER = TAG + "\u0001";

    /** Stands between the parts of a model. */
    static final char BETWEEN = '\u0002';

    private static final int FINGERPRINT_BYTES = 12;

    private IndexEntries() {}

    /** Of a device, tags included. */
    static String of(DeviceId id, @Nullable Device head, Registration registration, IdentityScheme scheme) {
        var entries =
                head == null ? entries(id.identity(scheme), "", "", List.of(), Settled.State.NONE) : withoutTags(head);
        var tags = registration.tags().stream().map(tag -> line(TAG, tag)).collect(Collectors.joining());
        var subscriber = registration.subscriber();
        return entries + tags + (subscriber.isEmpty() ? "" : SUBSCRIBER + subscriber + '\n');
    }

    static String withoutTags(Device head) {
        return entries(
                head.identity(),
                head.softwareVersion(),
                model(head.modelKey()) + '\n',
                head.macs(),
                head.standing().settled().state());
    }

    /** @param model its line, empty for a device that never called */
    private static String entries(
            Identity identity, String software, String model, Collection<String> macs, Settled.State policies) {
        return ID + "\n"
                + line(SERIAL, identity.serialNumber())
                + line(SOFTWARE, software)
                + model
                + macs.stream().map(mac -> line(MAC, mac)).collect(Collectors.joining())
                // Of most fleets most devices have no policies: they need no entry.
                + (policies == Settled.State.NONE ? "" : policies(policies) + '\n');
    }

    /** The entry of devices that stand so with their policies. A letter will do: each device has one. */
    static String policies(Settled.State state) {
        return entry(POLICIES, state.name().substring(0, 1));
    }

    /** The entry of devices of a model and version: they are counted by it. */
    static String model(ModelKey model) {
        return MODEL
                + plain(model.oui())
                + BETWEEN
                + plain(model.productClass())
                + BETWEEN
                + plain(model.softwareVersion());
    }

    /** What such an entry says. */
    static ModelKey model(String entry) {
        var parts = entry.substring(1).split(String.valueOf(BETWEEN), -1);
        return new ModelKey(parts[0], parts[1], parts[2]);
    }

    private static String line(char kind, String value) {
        return entry(kind, value) + '\n';
    }

    /** An entry as it stands in the index, before the NUL and the device. */
    static String entry(char kind, String value) {
        return kind + plain(value);
    }

    private static String plain(String value) {
        return value.chars().allMatch(c -> c >= ' ') ? value : value.replaceAll("[\\x00-\\x1f]", " ");
    }

    /** Stands for all that an arrival tells and the index has: while it is the same, so is the index. */
    static String fingerprint(Arrival arrival) {
        var identity = arrival.identity();
        var told = new StringBuilder(256)
                .append(identity.manufacturer())
                .append('\n')
                .append(identity.oui())
                .append('\n')
                .append(identity.productClass())
                .append('\n')
                .append(identity.serialNumber())
                .append('\n')
                .append(arrival.inform().macs());
        for (var parameter : arrival.inform().parameters()) {
            if (parameter.path().endsWith(".DeviceInfo.SoftwareVersion")) {
                told.append('\n').append(parameter.value());
            }
        }
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(told.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a caller comes with that makes the next one like it plain. */
    static String gate(Arrival.Caller caller) {
        return caller.proof().name() + ":" + caller.keyVersion();
    }
}
