package org.reactiveacs.rollout;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.CampaignReader;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Course.State;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Carries campaigns out: looks each second what is due in the partitions that this node holds. */
public final class CampaignRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRunner.class);
    private static final String ALL = "all";
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final RolloutTools tools;
    private final Campaigns campaigns;
    private final CampaignReader reader = new CampaignReader(new Expressions());
    private final WakeQueue wakes;
    /** By id; for the rounds alone, of which there is one at a time. */
    private final Map<String, CampaignRun> runs = new HashMap<>();

    private volatile Map<State, Integer> states = Map.of();
    private final Hindrances hindrances = new Hindrances();
    private final Scheduler scheduler = Schedulers.newSingle("campaigns", true);
    private final Disposable rounds;
    private List<Campaign> known = List.of();
    private long seen = -1;
    /** Whether what a node left that died was looked for, also where there is no campaign any more. */
    private boolean hasLooked;

    public CampaignRunner(RolloutTools tools) {
        this.tools = tools;
        this.campaigns = new Campaigns(tools.store());
        this.wakes = new WakeQueue(tools.wake());
        tools.metrics().campaigns(this::count);
        this.rounds = Flux.interval(ROUND, scheduler)
                .onBackpressureDrop()
                .concatMap(
                        tick -> round().doOnSuccess(went -> hindrances.gone(ALL))
                                .onErrorResume(failure -> waits(ALL, failure)),
                        1)
                .subscribe();
    }

    private int count(String state) {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().word().equals(state))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The next round tries again; one that cannot go on keeps none of the others waiting. */
    private <T> Mono<T> waits(String name, Throwable failure) {
        if (hindrances.isNews(name, failure.getMessage())) {
            LOG.warn("campaign waits name={} reason=\"{}\"", name, failure.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> round() {
        return look().flatMap(all -> all.isEmpty() && runs.isEmpty() && states.isEmpty() && hasLooked
                ? Mono.empty()
                : campaigns.courses().publishOn(scheduler).flatMap(courses -> {
                    hasLooked = true;
                    count(all, courses);
                    return forgetOthers(all, courses)
                            .thenMany(Flux.fromIterable(all))
                            .publishOn(scheduler)
                            .filter(Campaign::isStarted)
                            .concatMap(campaign -> round(campaign, courses.getOrDefault(campaign.id(), Course.DRAFT)))
                            .then();
                }));
    }

    private Mono<List<Campaign>> look() {
        return campaigns
                .state()
                .publishOn(scheduler)
                .flatMap(state -> state == seen
                        ? Mono.just(known)
                        : campaigns.all().publishOn(scheduler).doOnNext(all -> {
                            known = all;
                            seen = state;
                        }));
    }

    private void count(List<Campaign> all, Map<String, Course> courses) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        all.forEach(campaign ->
                counts.merge(courses.getOrDefault(campaign.id(), Course.DRAFT).state(), 1, Integer::sum));
        states = counts;
    }

    /** Lets go of campaigns that are gone, and then of what this node has written of them since. */
    private Mono<Void> forgetOthers(List<Campaign> all, Map<String, Course> courses) {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        all.forEach(campaign -> {
            ids.add(campaign.id());
            names.add(campaign.name());
        });
        hindrances.retain(names);
        var gone = new HashSet<>(runs.keySet());
        gone.removeAll(ids);
        var forgotten = Flux.fromIterable(gone)
                .concatMap(id -> campaigns.forget(id).thenReturn(id))
                .publishOn(scheduler)
                .doOnNext(runs::remove)
                .then();
        return ids.containsAll(courses.keySet()) ? forgotten : forgotten.then(campaigns.forgetOrphans(courses));
    }

    private Mono<Course> round(Campaign campaign, Course course) {
        if (course.over() && course.order() == campaign.newest()) {
            runs.remove(campaign.id());
            return Mono.empty();
        }
        return Mono.defer(() -> run(campaign).round(campaign, course))
                .publishOn(scheduler)
                .doOnSuccess(went -> hindrances.gone(campaign.name()))
                .onErrorResume(failure -> waits(campaign.name(), failure));
    }

    /** What it says was checked when it was written, and cannot be changed since it was started. */
    private CampaignRun run(Campaign campaign) {
        return runs.computeIfAbsent(campaign.id(), id -> {
            var source = Source.read(campaign.json(), Source.Form.JSON);
            var spec =
                    reader.read(campaign.name(), source, tools.policies().get().aliases());
            return new CampaignRun(campaign, spec, tools, wakes);
        });
    }

    @Override
    public void close() {
        rounds.dispose();
        wakes.close();
        scheduler.dispose();
    }
}
