package org.reactiveacs.oddity;

import java.time.Duration;
import java.util.function.Supplier;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.AnomalySigns;
import org.reactiveacs.anomaly.FirstLook;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.store.Opened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Notices anomalies. A session costs a glance at the newest two visits and some counters; whatever may be odd waits for a look beside the
 * sessions, bounded in number, for what goes on gives another sign. Thread-safe.
 */
public final class Oddities implements AnomalySigns, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Oddities.class);

    private final FirstLook firstLook;
    private final Looks looks;
    private final Refusals refusals;
    private final MixMeter mix;
    private final Recheck recheck;
    private final OddityTools tools;
    private final Hindrances hindrances = new Hindrances();
    private final Disposable rounds;

    /**
     * When what is looked at.
     *
     * @param rules from when on something is wrong
     * @param look from one look at new signs to the next
     * @param recheck from one look at what is open to the next
     */
    public record Settings(AnomalyRules rules, Duration look, Duration recheck) {
        public static Settings of(AnomalyRules rules) {
            return new Settings(rules, Duration.ofSeconds(1), Duration.ofSeconds(30));
        }
    }

    public Oddities(Settings settings, OddityTools tools) {
        var rules = settings.rules();
        var reports = new Reports(tools);
        this.tools = tools;
        this.firstLook = new FirstLook(rules);
        this.looks = new Looks(rules, reports, tools);
        this.refusals = new Refusals(rules.failures(), reports, tools);
        this.mix = new MixMeter();
        this.recheck = new Recheck(rules, reports, tools, settings.recheck());
        var mixWatch = new MixWatch(rules.mix(), mix, reports, tools);
        this.rounds = Disposables.composite(
                again(settings.look(), "signs", () -> looks.round().then(refusals.round())),
                again(settings.look(), "events", mixWatch::round),
                again(settings.recheck(), "open", recheck::round));
    }

    private Disposable again(Duration every, String what, Supplier<Mono<Void>> round) {
        return Flux.interval(every, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.defer(round)
                                .doOnSuccess(went -> hindrances.gone(what))
                                .onErrorResume(failure -> {
                                    if (hindrances.isNews(what, failure.getMessage())) {
                                        LOG.warn(
                                                "anomalies not looked for what={} reason=\"{}\"",
                                                what,
                                                failure.getMessage());
                                    }
                                    return Mono.empty();
                                }),
                        1)
                .subscribe();
    }

    @Override
    public void opened(Opened opened) {
        var head = opened.device();
        if (head == null) {
            return;
        }
        mix.count(head.contact().events(), head.contact().last());
        boolean twoBoxes = firstLook.showsTwoBoxes(opened);
        if (twoBoxes || firstLook.isWorthwhile(head)) {
            looks.add(head, twoBoxes);
        }
    }

    @Override
    public void refused(DeviceId device, String peer) {
        refusals.count(device, peer, tools.now());
    }

    /** How many of a kind are open in the partitions that this node holds, as it saw last. */
    public long open(AnomalyKind kind) {
        return recheck.open(kind);
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
