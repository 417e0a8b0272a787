package org.reactiveacs.store;

import java.util.List;
import org.reactiveacs.device.Registration;

/** What operators' changes make of a registration, for every store alike. */
public final class RegistrationChanges {

    private RegistrationChanges() {}

    /**
     * Applies changes in order.
     *
     * @param words takes what the audit trail says of each
     */
    public static Registration apply(
            List<DeviceStore.Change> changes, Registration to, Write write, List<String> words) {
        var registration = to;
        for (var change : changes) {
            registration = apply(change, registration, write, words);
        }
        return registration;
    }

    private static Registration apply(DeviceStore.Change change, Registration to, Write write, List<String> words) {
        if (change instanceof DeviceStore.Change.Register) {
            words.add("registered");
            return to.registered(write.at());
        }
        if (change instanceof DeviceStore.Change.Tag tag) {
            words.add("tag " + tag.tag());
            return to.tagged(tag.tag());
        }
        if (change instanceof DeviceStore.Change.Untag untag) {
            words.add("untag " + untag.tag());
            return to.untagged(untag.tag());
        }
        if (change instanceof DeviceStore.Change.SetCredential set) {
            words.add("credential " + set.credential().username());
            return to.withCredential(set.credential());
        }
        if (change instanceof DeviceStore.Change.SetVariable set) {
            words.add("variable " + set.name());
            return to.withVariable(set.name(), set.variable());
        }
        if (change instanceof DeviceStore.Change.RemoveVariable remove) {
            words.add("no variable " + remove.name());
            return to.withVariable(remove.name(), null);
        }
        words.add("released");
        return to.released(write.at());
    }
}
