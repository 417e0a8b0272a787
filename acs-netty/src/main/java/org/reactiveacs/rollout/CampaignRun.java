package org.reactiveacs.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.reactiveacs.campaign.Apportionment;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.CampaignSpec;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Share;
import org.reactiveacs.campaign.Steering;
import org.reactiveacs.campaign.Sums;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One campaign at this node. For one round at a time. */
final class CampaignRun {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignRun.class);
    private static final int PARTITIONS_AT_ONCE = 16;

    /** A round is to take about a second. */
    private static final int ORDERS = 1000;

    private static final int LOOKS = 3000;

    private final Campaign campaign;
    private final CampaignSpec spec;
    private final RolloutTools tools;
    private final Campaigns campaigns;
    private final DeviceWork work;
    private final Map<Integer, Held> partitions = new HashMap<>();

    /** Whose turn has come; kept while nothing of it changes. */
    private Turns turns = new Turns(List.of(), 0, new int[0]);

    private record Held(long token, PartitionRun run) {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Turns(List<Integer> sizes, long allowed, int[] byPartition) {}

    CampaignRun(Campaign campaign, CampaignSpec spec, RolloutTools tools, WakeQueue wakes) {
        this.campaign = campaign;
        this.spec = spec;
        this.tools = tools;
        this.campaigns = new Campaigns(tools.store());
        this.work = new DeviceWork(campaign, spec, tools, wakes);
    }

    /** Does what is due in the partitions of this node, and steers if that is this node's. */
    Mono<Course> round(Campaign now, Course course) {
        hold();
        var begun = course.state() == Course.State.DRAFT ? Mono.<Void>empty() : partitions(course);
        return begun.then(Mono.defer(this::written)).then(Mono.defer(() -> steered(now, course)));
    }

    /** Partitions that are no longer held are let go of; those that come back are read anew. */
    private void hold() {
        partitions.entrySet().removeIf(entry -> {
            var token = tools.leases().token(entry.getKey());
            return token.isEmpty() || token.getAsLong() != entry.getValue().token();
        });
        for (int partition : tools.leases().held()) {
            OptionalLong token = tools.leases().token(partition);
            if (token.isPresent() && !partitions.containsKey(partition)) {
                var run = new PartitionRun(campaign, spec, tools, work, partition);
                partitions.put(partition, new Held(token.getAsLong(), run));
            }
        }
    }

    private Mono<Void> partitions(Course course) {
        int[] allowed = turns(course);
        int held = Math.max(1, partitions.size());
        var budget = new PartitionRun.Budget(Math.max(1, ORDERS / held), Math.max(1, LOOKS / held));
        return Flux.fromIterable(List.copyOf(partitions.entrySet()))
                .flatMap(
                        entry -> entry.getValue()
                                .run()
                                .round(course, allowed.length == 0 ? 0 : allowed[entry.getKey()], budget),
                        PARTITIONS_AT_ONCE)
                .then();
    }

    private int[] turns(Course course) {
        if (course.allowed() != turns.allowed() || !course.sizes().equals(turns.sizes())) {
            turns = new Turns(course.sizes(), course.allowed(), Apportionment.of(course.sizes(), course.allowed()));
        }
        return turns.byPartition();
    }

    private Mono<Void> written() {
        Map<Integer, Share> changed = new HashMap<>();
        partitions.forEach((partition, held) -> {
            var share = held.run().changed();
            if (share != null && tools.leases().holds(partition)) {
                changed.put(partition, share);
            }
        });
        if (changed.isEmpty()) {
            return Mono.empty();
        }
        return campaigns
                .keepShares(campaign, changed)
                .then(Mono.fromRunnable(() -> changed.keySet().forEach(partition -> {
                    var held = partitions.get(partition);
                    if (held != null) {
                        held.run().written();
                    }
                })));
    }

    private Mono<Course> steered(Campaign now, Course course) {
        if (!tools.leases().holds(Partitions.of(DeviceId.of(campaign.id())))) {
            return Mono.just(course);
        }
        return campaigns.tallies(campaign).flatMap(tallies -> {
            var next = Steering.next(spec, now, course, Sums.of(tallies, course.pass()), tools.now());
            if (next.equals(course)) {
                return Mono.just(course);
            }
            if (next.state() != course.state() || next.wave() != course.wave()) {
                LOG.info(
                        "campaign moves name={} state={} wave={} pass={} why=\"{}\"",
                        campaign.name(),
                        next.state(),
                        next.wave() + 1,
                        next.pass(),
                        next.why());
            }
            return campaigns.keep(campaign, next).thenReturn(next);
        });
    }
}
