package org.reactiveacs.store;

import java.util.List;
import java.util.Map;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Subscription;
import org.reactiveacs.device.Succession;
import org.reactiveacs.port.DomainEvent;

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
        if (change instanceof DeviceStore.Change.KeepCredential keep) {
            words.add("credential " + keep.credential().username());
            return to.keeping(keep.credential());
        }
        if (change instanceof DeviceStore.Change.SetVariable set) {
            words.add("variable " + set.name());
            return to.withVariable(set.name(), set.variable());
        }
        if (change instanceof DeviceStore.Change.RemoveVariable remove) {
            words.add("no variable " + remove.name());
            return to.withVariable(remove.name(), null);
        }
        if (change instanceof DeviceStore.Change.Subscribe subscribe) {
            return subscribed(to, subscribe.subscription(), words);
        }
        if (change instanceof DeviceStore.Change.Unsubscribe unsubscribe) {
            return unsubscribed(to, unsubscribe, words);
        }
        if (change instanceof DeviceStore.Change.Retire retire) {
            return retired(to, retire.retirement(), words);
        }
        if (change instanceof DeviceStore.Change.Replace replace) {
            return replacing(to, replace, words);
        }
        if (change instanceof DeviceStore.Change.Moved) {
            return moved(to, words);
        }
        if (change instanceof DeviceStore.Change.Rotate) {
            return epoch(to, to.rotated(write.at()), "passwords rotated", words);
        }
        if (change instanceof DeviceStore.Change.Rotated rotated) {
            return epoch(to, to.confirmed(rotated.epoch()), "passwords taken by the device", words);
        }
        if (change instanceof DeviceStore.Change.HandOver handOver) {
            return handedOver(to, handOver.handOver(), words);
        }
        if (change instanceof DeviceStore.Change.Left left) {
            var now = to.handOver();
            return now != null
                            && now.state() == HandOver.State.LEAVING
                            && now.task().equals(left.task())
                    ? handedOver(to, now.to(HandOver.State.HANDED_OVER, write.at(), ""), words)
                    : to;
        }
        if (change instanceof DeviceStore.Change.TakeBack back) {
            var now = to.handOver();
            return now != null
                            && now.state() == HandOver.State.LEAVING
                            && now.undo().equals(back.earlier())
                    ? handedOver(to, now.undoneBy(back.undo()), words)
                    : to;
        }
        words.add("released");
        return to.released(write.at());
    }

    /** What was said before, or of another order than the one that is known, comes too late. */
    private static Registration handedOver(Registration to, HandOver next, List<String> words) {
        var before = to.handOver();
        boolean isSame = before != null && before.task().equals(next.task());
        boolean begins = next.state() == HandOver.State.LEAVING || next.state() == HandOver.State.FAILED;
        boolean isLate = isSame
                ? next.equals(before)
                        || next.state() == HandOver.State.LEAVING && next.undo().isEmpty()
                : !begins;
        if (isLate) {
            return to;
        }
        boolean undoes =
                before != null && before.state() == next.state() && !next.undo().isEmpty();
        words.add((undoes ? "to be taken back from " : next.state().word() + " to ") + next.url());
        return to.handedOver(next);
    }

    /** What is told of a change: another state of a hand-over as such, all else as a change. */
    public static DomainEvent event(
            DeviceId device, boolean isNew, Registration before, Registration after, Write write) {
        var handOver = after.handOver();
        var was = before.handOver();
        boolean isTold = handOver != null
                && (was == null
                        || was.state() != handOver.state()
                        || !was.task().equals(handOver.task()));
        if (handOver == null || !isTold || isNew) {
            var type = isNew ? DomainEvent.Type.DEVICE_REGISTERED : DomainEvent.Type.DEVICE_CHANGED;
            return new DomainEvent(type, device, write.at(), Map.of());
        }
        return new DomainEvent(
                DomainEvent.Type.HAND_OVER,
                device,
                write.at(),
                Map.of(
                        "state", handOver.state().word(),
                        "task", handOver.task(),
                        "url", handOver.url(),
                        "reason", handOver.reason()));
    }

    private static Registration epoch(Registration from, Registration to, String what, List<String> words) {
        if (!to.equals(from)) {
            words.add(what + ", epoch " + to.epoch());
        }
        return to;
    }

    /** Whether the device is to prove that it knows another password than before; until it has, that one stays good. */
    public static boolean asksForProof(List<DeviceStore.Change> changes, Registration before, Registration after) {
        return changes.stream().anyMatch(DeviceStore.Change.SetCredential.class::isInstance)
                || after.provesByRotated() && after.epoch() != before.epoch();
    }

    private static Registration retired(Registration to, Succession.Retirement retirement, List<String> words) {
        if (to.retirement() != null) {
            return to;
        }
        words.add("retired, replaced by " + retirement.replacedBy().value());
        return to.retired(retirement);
    }

    private static Registration replacing(Registration to, DeviceStore.Change.Replace replace, List<String> words) {
        if (replace.other().equals(to.replaces())) {
            return to;
        }
        words.add("replaces " + replace.other().value());
        return to.replacing(replace.other(), replace.tags(), replace.variables());
    }

    private static Registration moved(Registration to, List<String> words) {
        var retirement = to.retirement();
        if (retirement == null || retirement.isMoved()) {
            return to;
        }
        words.add("moved to " + retirement.replacedBy().value());
        return to.emptied(retirement);
    }

    private static Registration subscribed(Registration to, Subscription next, List<String> words) {
        var has = to.subscription();
        if (has != null && (!has.subscriber().equals(next.subscriber()) || has.version() >= next.version())) {
            return to;
        }
        words.add("subscriber " + next.subscriber());
        return to.subscribed(next);
    }

    private static Registration unsubscribed(
            Registration to, DeviceStore.Change.Unsubscribe unsubscribe, List<String> words) {
        var has = to.subscription();
        if (has == null
                || !has.subscriber().equals(unsubscribe.subscriber())
                || has.version() >= unsubscribe.version()) {
            return to;
        }
        words.add("no subscriber " + has.subscriber());
        return to.subscribed(null);
    }
}
