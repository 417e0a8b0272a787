package org.reactiveacs.inventory;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Subscriber;
import org.reactiveacs.store.SubscriberStore;
import org.reactiveacs.store.Write;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Subscribers and what their devices keep of them. A change is written to the subscriber first, with the devices that do not tell the
 * same yet, then to each of these, and then the subscriber is settled. If a node dies in between, whoever reads or changes the subscriber
 * next does the rest: a device takes nothing that is older than what it has. Thread-safe.
 */
public final class Subscribers {

    /** Rounds in which others may change the same subscriber between our reading and writing. */
    private static final int MAX_ROUNDS = 32;

    private static final int AT_ONCE = 8;

    private final SubscriberStore store;
    private final DeviceStore devices;

    public Subscribers(Store store) {
        this.store = store.subscribers();
        this.devices = store.devices();
    }

    /**
     * What became of a change.
     *
     * @param subscriber as it is now
     * @param refused devices that did not come to it after all, with the reason
     */
    public record Changed(Subscriber subscriber, Map<DeviceId, String> refused) {}

    /** One subscriber, with all its devices telling the same; empty when there is none. */
    public Mono<Subscriber> find(String id, Write write) {
        return store.get(id)
                .flatMap(found -> found.unsettled().isEmpty()
                        ? Mono.just(found)
                        : settle(found, found.unsettled(), write, 0).map(Changed::subscriber))
                .filter(Subscriber::isThere);
    }

    /** Some in order of their ids, those that are gone among them. */
    public Mono<List<Subscriber>> list(String prefix, @Nullable String after, int limit) {
        return store.list(prefix, after, limit);
    }

    /**
     * Changes a subscriber and its devices.
     *
     * @param edit makes of the subscriber that is there, or of {@link Subscriber#none}, what it shall be; may be called again
     * @param anew devices that are told again even if they are the subscriber's already
     */
    public Mono<Changed> change(String id, UnaryOperator<Subscriber> edit, Set<DeviceId> anew, Write write) {
        return change(id, edit, anew, write, 0);
    }

    private Mono<Changed> change(
            String id, UnaryOperator<Subscriber> edit, Set<DeviceId> anew, Write write, int round) {
        if (round == MAX_ROUNDS) {
            return Mono.error(tooFast(id));
        }
        return store.get(id).defaultIfEmpty(Subscriber.none(id)).flatMap(before -> {
            var next = edit.apply(before);
            var open = open(before, next, anew);
            if (isSame(before, next) && open.isEmpty()) {
                return Mono.just(new Changed(before, Map.of()));
            }
            // Greater than that of any subscriber of this id that was there before, whose devices may still be told of
            // it.
            long version = Math.max(before.version() + 1, write.at().toEpochMilli());
            var begun = next.at(version, open);
            var edited = new SubscriberStore.Edit(
                    id, before.version(), begun, step(write, "begin-" + round), words(before, next));
            return store.edit(edited)
                    .flatMap(done -> done ? settle(begun, open, write, 0) : change(id, edit, anew, write, round + 1));
        });
    }

    private static StoreException tooFast(String id) {
        return new StoreException("subscriber " + id + " changes faster than it can be changed");
    }

    private static boolean isSame(Subscriber before, Subscriber next) {
        return before.variables().equals(next.variables())
                && before.devices().equals(next.devices())
                && before.removed() == next.removed();
    }

    /** Devices that do not tell the same yet. */
    private static Set<DeviceId> open(Subscriber before, Subscriber next, Set<DeviceId> anew) {
        var open = new TreeSet<>(before.unsettled());
        boolean all = !before.variables().equals(next.variables());
        for (var device : next.devices()) {
            if (all || anew.contains(device) || !before.devices().contains(device)) {
                open.add(device);
            }
        }
        for (var device : before.devices()) {
            if (!next.devices().contains(device)) {
                open.add(device);
            }
        }
        return open;
    }

    /** What the audit trail says: names alone. */
    private static String words(Subscriber before, Subscriber next) {
        var words = new StringBuilder(next.id());
        if (next.removed()) {
            return words.append(" removed").toString();
        }
        if (!before.isThere()) {
            words.append(" created");
        }
        var names = new TreeSet<>(before.variables().keySet());
        names.addAll(next.variables().keySet());
        names.removeIf(name -> java.util.Objects.equals(
                before.variables().get(name), next.variables().get(name)));
        names.forEach(name -> words.append(next.variables().containsKey(name) ? " variable " : " no variable ")
                .append(name));
        next.devices().stream()
                .filter(device -> !before.devices().contains(device))
                .forEach(device -> words.append(" device ").append(device.value()));
        before.devices().stream()
                .filter(device -> !next.devices().contains(device))
                .forEach(device -> words.append(" no device ").append(device.value()));
        return words.toString();
    }

    /** Each write has an operation of its own, which is the same when all of it is done again. */
    private static Write step(Write write, String step) {
        return new Write(write.operation() + "-" + step, write.actor(), write.at());
    }

    /** @param touched devices that may have been told what this node thought, some of it perhaps too late */
    private Mono<Changed> settle(Subscriber begun, Set<DeviceId> touched, Write write, int round) {
        if (round == MAX_ROUNDS) {
            return Mono.error(tooFast(begun.id()));
        }
        return told(begun, write, round).flatMap(refused -> {
            var left = new HashSet<>(begun.devices());
            left.removeAll(refused.keySet());
            var settled =
                    new Subscriber(begun.id(), begun.version(), begun.variables(), left, Set.of(), begun.removed());
            var edit = new SubscriberStore.Edit(
                    begun.id(),
                    begun.version(),
                    settled.removed() ? null : settled,
                    step(write, "settle-" + begun.version() + "-" + round),
                    null);
            return store.edit(edit)
                    .flatMap(done ->
                            done ? Mono.just(new Changed(settled, refused)) : again(begun, touched, write, round + 1));
        });
    }

    /** Somebody was faster: what the devices were told may be old, so they are told what holds now. */
    private Mono<Changed> again(Subscriber begun, Set<DeviceId> touched, Write write, int round) {
        var removed = Subscriber.none(begun.id()).at(begun.version() + 1, touched);
        return store.get(begun.id())
                .flatMap(now -> {
                    var open = new TreeSet<>(now.unsettled());
                    open.addAll(touched);
                    return settle(now.at(now.version(), open), open, write, round);
                })
                .switchIfEmpty(told(removed, write, round).map(refused -> new Changed(removed, refused)));
    }

    /** Tells the devices; those that do not come to the subscriber, with the reason. */
    private Mono<Map<DeviceId, String>> told(Subscriber subscriber, Write write, int round) {
        return Flux.fromIterable(subscriber.unsettled())
                .flatMap(
                        device -> told(subscriber, device, step(write, round + "-" + device.value()))
                                .map(reason -> Map.entry(device, reason)),
                        AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<String> told(Subscriber subscriber, DeviceId device, Write write) {
        boolean wanted = subscriber.devices().contains(device);
        return devices.registration(device).flatMap(now -> {
            var has = now.subscription();
            boolean isOurs = has != null && has.subscriber().equals(subscriber.id());
            if (has != null && !isOurs) {
                return wanted ? Mono.just(anothers(now)) : Mono.empty();
            }
            if (has == null && !wanted || has != null && has.version() >= subscriber.version()) {
                return Mono.empty();
            }
            Change change = wanted
                    ? new Change.Subscribe(subscriber.subscription())
                    : new Change.Unsubscribe(subscriber.id(), subscriber.version());
            return devices.change(device, List.of(change), write)
                    .map(known -> wanted && !known.registration().subscriber().equals(subscriber.id())
                            ? anothers(known.registration())
                            : "")
                    .defaultIfEmpty(wanted ? "no device " + device + " is known" : "")
                    .filter(reason -> !reason.isEmpty());
        });
    }

    /** Why a device cannot come to another subscriber. */
    private static String anothers(Registration registration) {
        return "it belongs to subscriber " + registration.subscriber();
    }
}
