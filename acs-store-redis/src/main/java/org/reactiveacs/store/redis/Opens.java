package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.SilenceEvents;
import org.reactiveacs.store.SilenceJudge;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/**
 * Takes Informs in. One round trip where nothing is unusual; else the node judges by the rules that every store keeps, and
 * a second one writes what it judged, if nobody came between.
 */
final class Opens {

    /** Beyond so many bytes a journal is worked into the head. */
    private static final int LONG_JOURNAL = 4096;

    private final Around around;
    private final SessionCodec codec;
    private final StoredTasks tasks;

    Opens(Around around, SessionCodec codec, StoredTasks tasks) {
        this.around = around;
        this.codec = codec;
        this.tasks = tasks;
    }

    /** What of an arrival is the same in every round. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Coming(Arrival arrival, List<byte[]> keys, byte[] entry, byte[] opening) {}

    Mono<Opened> open(Arrival arrival) {
        // An opening holds no values and so no secrets: unlike a session it needs no seal.
        var coming = new Coming(arrival, keys(arrival), Journal.entry(arrival), codec.encode(arrival.opening()));
        return open(coming, 0);
    }

    private Mono<Opened> open(Coming coming, int round) {
        var arrival = coming.arrival();
        if (round == Around.MAX_ROUNDS) {
            return Mono.error(new StoreException(arrival.device() + " changes faster than it can be judged"));
        }
        // What else an arrival may be an event for makes it unusual.
        var events = Around.encoded(Reception.plainEvents(arrival));
        var args = head(coming)
                .add(gate(arrival))
                .add(arrival.caller().peer())
                .add(nonce(arrival.caller()))
                .add(coming.entry())
                .add(coming.opening())
                .addRest(events);
        var keys = events.isEmpty() ? coming.keys() : keysWithEvents(coming);
        return around.link().run(Scripts.OPEN, keys, args.list()).flatMap(reply -> {
            var answer = Answer.of(reply);
            return switch (answer.what()) {
                case "admitted" -> Mono.just(admitted(arrival, answer));
                case "held" -> Mono.just(held(arrival, answer));
                case "replayed" -> Mono.just(refused(new Verdict.Replayed(), null, Registration.NONE));
                case "judge" -> judged(coming, answer, round);
                default -> throw new IllegalStateException("open.lua answered " + answer.what());
            };
        });
    }

    /** An arrival that comes with the same as the last one is nothing unusual. */
    private static String gate(Arrival arrival) {
        return IndexEntries.gate(arrival.caller()) + " " + IndexEntries.fingerprint(arrival);
    }

    static String sessionPlace(String token) {
        return "sessions/" + token;
    }

    private static List<byte[]> keys(Arrival arrival) {
        var device = arrival.device();
        var keys = Keys.of(device);
        return List.of(keys.device(device), keys.open(), keys.seen(), keys.tasks(device), keys.index());
    }

    private static List<byte[]> keysWithEvents(Coming coming) {
        var keys = Keys.of(coming.arrival().device());
        var all = new ArrayList<>(coming.keys());
        all.add(keys.counts());
        all.add(keys.outbox());
        return all;
    }

    private static List<byte[]> admitKeys(Coming coming) {
        var keys = keysWithEvents(coming);
        keys.add(Keys.of(coming.arrival().device()).due());
        return keys;
    }

    /** Empty without a digest. */
    private static String nonce(Arrival.Caller caller) {
        return caller.nonceIssued() == 0 ? "" : caller.nonceIssued() + ":" + caller.nonceCount();
    }

    private static Args head(Coming coming) {
        var arrival = coming.arrival();
        var at = arrival.caller().at();
        return new Args()
                .add(Keys.name(arrival.device()))
                // No other arrival has it, so it stands for the operation, too.
                .add(arrival.session().token())
                .add(at)
                .add(at.plus(arrival.opening().timeout()));
    }

    private Opened admitted(Arrival arrival, Answer answer) {
        var stored = around.devices().read(arrival.device(), answer, 1);
        var device = java.util.Objects.requireNonNull(stored.device());
        return new Opened(
                new Verdict.Admitted(),
                device,
                Earlier.of(stored.head().before(), device),
                stored.registration(),
                due(arrival, answer.list(8)),
                around.shared().traits(device.modelKey()),
                answer.text(7).isEmpty() ? null : answer.text(7));
    }

    /** What was answered to an arrival that comes again; what the device was before is not known any more. */
    private Opened held(Arrival arrival, Answer answer) {
        var stored = around.devices().read(arrival.device(), answer, 1);
        var device = java.util.Objects.requireNonNull(stored.device());
        var quarantine = java.util.Objects.requireNonNull(device.standing().quarantine());
        return new Opened(
                new Verdict.Quarantined(quarantine.reason()),
                device,
                Earlier.of(device, device),
                stored.registration(),
                List.of(),
                around.shared().traits(device.modelKey()),
                null);
    }

    private List<Task> due(Arrival arrival, Answer list) {
        var due = new ArrayList<Task>(list.size() / 2);
        for (int i = 0; i < list.size(); i += 2) {
            var bytes = java.util.Objects.requireNonNull(list.bytes(i + 1));
            var task = tasks.decode(
                    Keys.name(arrival.device()),
                    list.text(i),
                    bytes,
                    arrival.session().token());
            if (StoredTasks.isOpen(task, arrival.caller().at())) {
                due.add(task);
            }
        }
        return due;
    }

    private static Opened refused(Verdict verdict, @Nullable Device before, Registration registration) {
        return new Opened(verdict, null, Earlier.of(before, null), registration, List.of(), ModelTraits.NONE, null);
    }

    /** What a node judged of an arrival, and what it judged that from. */
    private record Judged(Coming coming, StoredDevice stored, Reception.Result result, Device device, int round) {
        boolean isHeld() {
            return result.verdict() instanceof Verdict.Quarantined;
        }

        Arrival arrival() {
            return coming.arrival();
        }
    }

    private Mono<Opened> judged(Coming coming, Answer fields, int round) {
        var arrival = coming.arrival();
        var stored = around.devices().read(arrival.device(), fields, 1);
        var before = stored.device();
        var traits = before == null ? ModelTraits.NONE : around.shared().traits(before.modelKey());
        var result = Reception.receive(before, stored.registration(), traits, arrival);
        var device = result.device();
        if (device == null) {
            return Mono.just(refused(result.verdict(), before, stored.registration()));
        }
        var judged = new Judged(coming, stored, result, device, round);
        var journal = fields.bytes(2);
        boolean isLong = journal != null && journal.length > LONG_JOURNAL;
        return written(judged, judged.isHeld() ? device : isLong ? before : null, null);
    }

    /**
     * Writes it.
     *
     * @param head null to leave the head
     * @param silence the mark of a device that returns, null while it is not known to have one
     */
    private Mono<Opened> written(Judged judged, @Nullable Device head, byte @Nullable [] silence) {
        var arrival = judged.arrival();
        var stored = judged.stored();
        var device = judged.device();
        var access = device.access();
        var events = new ArrayList<>(judged.result().events());
        if (silence != null) {
            var at = arrival.caller().at();
            events.add(0, SilenceEvents.returned(arrival.device(), Peeked.silence(silence), at));
        }
        var args = head(judged.coming())
                .add(judged.isHeld() ? "held" : "admitted")
                .add(stored.revision())
                .add(StoredAccess.access(access))
                .add(StoredAccess.nonce(access))
                .add(judged.isHeld() ? "" : gate(arrival))
                .add(arrival.caller().peer())
                .add(settled(arrival, stored.registration(), access))
                .add(IndexEntries.of(arrival.device(), device, stored.registration(), around.identity()))
                .add(
                        head == null
                                ? null
                                : DeviceCodec.encode(head, around.formats().written()))
                .add(judged.coming().entry())
                .add(judged.coming().opening())
                .add(silence)
                .add(SilenceTimer.score(
                        SilenceJudge.firstLook(device, arrival.rules().silence())))
                .addRest(Around.encoded(events));
        return around.link()
                .run(Scripts.ADMIT, admitKeys(judged.coming()), args.list())
                .flatMap(reply -> answered(judged, head, Answer.of(reply)));
    }

    private Mono<Opened> answered(Judged judged, @Nullable Device head, Answer answer) {
        return switch (answer.what()) {
            case "held" -> Mono.just(quarantined(judged));
            case "admitted" -> Mono.just(admitted(judged.arrival(), answer));
            // It returns from its silence, which the events have to tell.
            case "silent" -> written(judged, head, java.util.Objects.requireNonNull(answer.bytes(1)));
            // Somebody came between: it may be that nothing is unusual any more.
            case "changed" -> Around.pause(judged.round()).then(open(judged.coming(), judged.round() + 1));
            default -> throw new IllegalStateException("admit.lua answered " + answer.what());
        };
    }

    private Opened quarantined(Judged judged) {
        var before = judged.stored().device();
        return new Opened(
                judged.result().verdict(),
                judged.device(),
                Earlier.of(before, judged.device()),
                judged.stored().registration(),
                List.of(),
                before == null ? ModelTraits.NONE : around.shared().traits(before.modelKey()),
                null);
    }

    /** A device that has used its new credential cannot go back to the old one. Null to leave what operators said. */
    private byte @Nullable [] settled(Arrival arrival, Registration registration, Access access) {
        return registration.isSettledBy(access)
                ? around.devices().sealed(arrival.device(), registration.settled())
                : null;
    }
}
