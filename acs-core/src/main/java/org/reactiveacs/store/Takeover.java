package org.reactiveacs.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Standing;

/**
 * What taking over a device from another server changes here, for every store alike: nothing that is known from the device itself, nor what operators have said here.
 *
 * @param isNew whether nobody registered it and it never called
 * @param hasCalled whether it has called here: then what it told counts, and its credential is no more asked for
 * @param changes of its registration
 * @param withParameters whether its head and tree are written
 */
public record Takeover(boolean isNew, boolean hasCalled, List<DeviceStore.Change> changes, boolean withParameters) {

    /** What it changes of a device; null and an empty tree for one that is not known. */
    public static Takeover of(@Nullable KnownDevice known, ParameterTree tree, Brought brought) {
        var head = known == null ? null : known.head();
        boolean hasCalled = head != null && !head.visits().isEmpty();
        var registration = known == null ? Registration.NONE : known.registration();
        return new Takeover(
                known == null,
                hasCalled,
                changes(registration, hasCalled, brought),
                !hasCalled && (head == null || !isSame(head, brought.head()) || !isSame(tree, brought.tree())));
    }

    private static List<DeviceStore.Change> changes(Registration registration, boolean hasCalled, Brought brought) {
        var changes = new ArrayList<DeviceStore.Change>();
        if (registration.at() == null) {
            changes.add(new DeviceStore.Change.Register());
        }
        for (var tag : new TreeSet<>(brought.tags())) {
            if (!registration.tags().contains(tag)) {
                changes.add(new DeviceStore.Change.Tag(tag));
            }
        }
        var credential = brought.credential();
        if (credential != null
                && !hasCalled
                && !credential.equals(registration.credential())
                && !credential.equals(registration.previous())) {
            changes.add(new DeviceStore.Change.KeepCredential(credential));
        }
        return changes;
    }

    /** The standing is ours: it is of the moment at which a device was brought. */
    private static boolean isSame(Device before, Device brought) {
        return before.identity().equals(brought.identity())
                && before.contact().equals(brought.contact())
                && before.reported().equals(brought.reported());
    }

    private static boolean isSame(ParameterTree before, ParameterTree brought) {
        return before.size() == brought.size() && List.copyOf(before.all()).equals(List.copyOf(brought.all()));
    }

    /** Whether all that is brought is here. */
    public boolean isNothing() {
        return changes.isEmpty() && !withParameters;
    }

    /**
     * The head to write. What was brought is shown and found, and not believed: the other server may have set other values since, so what policies and tasks
     * look at is read first.
     */
    public static Device head(Brought brought, Write write) {
        return brought.head().withStanding(Standing.FRESH.stale(write.at()));
    }

    /**
     * The registration to write.
     *
     * @param words takes what the audit trail says
     */
    public Registration registration(Registration before, Brought brought, Write write, List<String> words) {
        var after = RegistrationChanges.apply(changes, before, write, words);
        if (withParameters) {
            words.add(brought.tree().size() + " parameters");
        }
        return after;
    }
}
