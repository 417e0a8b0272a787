package org.reactiveacs.connreq;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Callers;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Has devices asked by the node that holds their partition, so that each is asked by one node however many want it. Wherever the
 * device calls then, that node hears of it. Thread-safe.
 */
public final class ClusterWake implements Wake, Callers, AutoCloseable {
    private final ConnectionRequests here;
    private final Watches watches;
    private final Membership membership;
    private final Mail mail;
    private final Ids ids;
    private final Duration patience;
    private final Map<String, Sinks.One<WakeOutcome>> elsewhere = new ConcurrentHashMap<>();
    private final Disposable letters;

    /** This node among others. */
    public record Nodes(Membership membership, Mail mail) {}

    /**
     * @param here this node's own
     * @param watches hears for whom somebody waits
     * @param patience after which a node that was asked is taken for lost
     */
    public ClusterWake(ConnectionRequests here, Watches watches, Nodes nodes, Ids ids, Duration patience) {
        this.here = here;
        this.watches = watches;
        this.membership = nodes.membership();
        this.mail = nodes.mail();
        this.ids = ids;
        this.patience = patience;
        this.letters = nodes.mail().letters().subscribe(this::read);
    }

    @Override
    public Mono<WakeOutcome> wake(DeviceId device, Urgency urgency) {
        return Mono.defer(() -> {
            if (urgency == Urgency.WAITED_FOR) {
                watches.watch(device);
            }
            var holder = leases().holder(Partitions.of(device));
            boolean isHere = holder.isEmpty()
                    || holder.get().id().equals(membership.self().id());
            return isHere
                    ? here.wake(device, urgency)
                    : elsewhere(device, urgency, holder.get().name());
        });
    }

    private Mono<WakeOutcome> elsewhere(DeviceId device, Urgency urgency, String node) {
        var request = ids.next();
        Sinks.One<WakeOutcome> ended = Sinks.one();
        elsewhere.put(request, ended);
        mail.send(new Letter.WakeAsked(device, request, urgency));
        return ended.asMono()
                .timeout(
                        patience,
                        Mono.fromSupplier(() -> new WakeOutcome(
                                WakeOutcome.Result.LOST,
                                null,
                                "node " + node + " did not say what became of it",
                                patience)))
                .doFinally(signal -> elsewhere.remove(request));
    }

    private Leases leases() {
        return membership.leases();
    }

    private void read(Letter letter) {
        if (letter instanceof Letter.WakeAsked asked && leases().holds(Partitions.of(asked.device()))) {
            here.wake(asked.device(), asked.urgency())
                    .subscribe(outcome -> mail.send(new Letter.WakeEnded(asked.device(), asked.request(), outcome)));
        } else if (letter instanceof Letter.WakeEnded ended) {
            var waiting = elsewhere.get(ended.request());
            if (waiting != null) {
                waiting.tryEmitValue(ended.outcome());
            }
        } else if (letter instanceof Letter.DeviceCalled called) {
            here.called(called.device(), called.requested());
        }
    }

    @Override
    public void called(DeviceId device, boolean requested) {
        here.called(device, requested);
        if (requested && membership.members().size() > 1 && !leases().holds(Partitions.of(device))) {
            mail.send(new Letter.DeviceCalled(device, requested));
        }
    }

    @Override
    public void close() {
        letters.dispose();
        here.close();
    }
}
