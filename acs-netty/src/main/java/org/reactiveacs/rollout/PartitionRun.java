package org.reactiveacs.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.CampaignSpec;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Course.State;
import org.reactiveacs.campaign.Entry;
import org.reactiveacs.campaign.Roster;
import org.reactiveacs.campaign.Share;
import org.reactiveacs.campaign.Stage;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A campaign in one partition that this node holds. For one round at a time. */
final class PartitionRun {
    private static final int AT_ONCE = 4;

    private final Campaign campaign;
    private final CampaignSpec spec;
    private final RolloutTools tools;
    private final Campaigns campaigns;
    private final DeviceWork work;
    private final int partition;
    private Roster roster = new Roster.Builder().build();
    private @Nullable Share share;
    private boolean isChanged;
    /** Whether orders may have been given that are not noted: by who held the partition before. */
    private boolean isTakenOver;

    private @Nullable Halt halted;
    private int hand;

    /** Where the campaign stood when orders were taken back, which is done once. */
    private record Halt(long order, State state, int pass) {}

    /**
     * How much may be done in a round.
     *
     * @param orders devices that may begin
     * @param looks devices that may be looked at
     */
    record Budget(int orders, int looks) {}

    PartitionRun(Campaign campaign, CampaignSpec spec, RolloutTools tools, DeviceWork work, int partition) {
        this.campaign = campaign;
        this.spec = spec;
        this.tools = tools;
        this.campaigns = new Campaigns(tools.store());
        this.work = work;
        this.partition = partition;
    }

    /** What is to be written, null if nothing has changed. */
    @Nullable
    Share changed() {
        return isChanged ? share : null;
    }

    /** It was written. */
    void written() {
        isChanged = false;
    }

    /**
     * Does what is due.
     *
     * @param allowed how many devices of this partition may have begun
     */
    Mono<Void> round(Course course, int allowed, Budget budget) {
        return loaded().flatMap(mine -> entered(mine, course)
                .then(Mono.defer(() -> halted(mine, course, allowed)))
                .then(Mono.defer(() -> begun(mine, course, allowed, budget.orders())))
                .then(Mono.defer(() -> looked(mine, budget.looks()))));
    }

    private Mono<Share> loaded() {
        var mine = share;
        if (mine != null) {
            return Mono.just(mine);
        }
        return campaigns
                .roster(campaign, partition)
                .switchIfEmpty(Mono.defer(this::counted))
                .flatMap(devices -> campaigns
                        .share(campaign, partition)
                        .filter(kept -> kept.size() == devices.size())
                        .doOnNext(kept -> isTakenOver = true)
                        .switchIfEmpty(Mono.fromSupplier(() -> Share.of(devices.size())))
                        .doOnNext(kept -> {
                            roster = devices;
                            share = kept;
                            // Who had it before may have died before it had told how far the partition is.
                            isChanged = true;
                        }));
    }

    /** The devices that match now; what they are is kept before any of them begins. */
    private Mono<Roster> counted() {
        var filter = filter();
        return page(filter, null)
                .expand(page -> page.next() == null ? Mono.empty() : page(filter, page.next()))
                .concatMapIterable(DeviceStore.Page::items)
                .map(KnownDevice::id)
                .collect(Roster.Builder::new, Roster.Builder::add)
                .map(Roster.Builder::build)
                .flatMap(devices ->
                        campaigns.keepRoster(campaign, partition, devices).thenReturn(devices));
    }

    private Mono<DeviceStore.Page> page(DeviceFilter filter, @Nullable String cursor) {
        return tools.store()
                .devices()
                .search(DeviceQuery.ofPartition(partition, DeviceId.DEFAULT_TENANT, filter, cursor));
    }

    private DeviceFilter filter() {
        try {
            return FilterParser.parse(
                    spec.filter(), campaign.startedAt(), tools.policies().get().aliases());
        } catch (FilterSyntaxException e) {
            // It was checked: an alias in it was taken away since.
            throw new IllegalStateException(e.problem(), e);
        }
    }

    private Mono<Void> entered(Share mine, Course course) {
        if (mine.pass() >= course.pass()) {
            return Mono.empty();
        }
        // Who has not begun with its order need not go back.
        var first = course.back() ? withdrawn(mine, mine.size(), false) : Mono.<Void>empty();
        return first.then(Mono.fromRunnable(() -> {
            mine.enter(course.pass(), course.back());
            isChanged = true;
        }));
    }

    /** Takes back what was ordered and not begun, when the campaign pauses or is aborted. */
    private Mono<Void> halted(Share mine, Course course, int allowed) {
        var halt = new Halt(course.order(), course.state(), course.pass());
        boolean halts = course.state() == State.PAUSED || course.state() == State.ABORTED;
        if (!halts) {
            halted = null;
            return Mono.empty();
        }
        if (halt.equals(halted)) {
            return Mono.empty();
        }
        return withdrawn(mine, allowed, course.state() == State.ABORTED).then(Mono.fromRunnable(() -> halted = halt));
    }

    private Mono<Void> withdrawn(Share mine, int allowed, boolean forGood) {
        if (!work.canWithdraw()) {
            return Mono.empty();
        }
        var withdrawable = new ArrayList<Integer>();
        for (int i = 0; i < mine.size(); i++) {
            if (mine.get(i).stage() == Stage.ORDERED) {
                withdrawable.add(i);
            }
        }
        if (isTakenOver) {
            mine.startable(allowed).stream()
                    .filter(i -> mine.get(i).stage() == Stage.WAITING)
                    .forEach(withdrawable::add);
        }
        return each(mine, withdrawable, (device, entry) -> work.withdraw(device, entry, forGood))
                .then(Mono.fromRunnable(() -> isTakenOver = false));
    }

    private Mono<Void> begun(Share mine, Course course, int allowed, int most) {
        if (!course.isMoving() || allowed == 0) {
            return Mono.empty();
        }
        var startable = mine.startable(allowed);
        return each(mine, startable.subList(0, Math.min(most, startable.size())), work::begin);
    }

    /** Looks at some devices in turn. */
    private Mono<Void> looked(Share mine, int most) {
        var inFlight = mine.inFlight();
        var some = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(most, inFlight.size()); i++) {
            some.add(inFlight.get((hand + i) % inFlight.size()));
        }
        hand += some.size();
        return each(mine, some, work::look);
    }

    private Mono<Void> each(Share mine, List<Integer> which, BiFunction<DeviceId, Entry, Mono<Entry>> what) {
        return Flux.fromIterable(which)
                .takeWhile(index -> tools.leases().holds(partition))
                .flatMap(
                        index -> what.apply(roster.get(index), mine.get(index))
                                .doOnNext(entry -> note(mine, index, entry)),
                        AT_ONCE)
                .then();
    }

    private synchronized void note(Share mine, int index, Entry entry) {
        var before = mine.get(index);
        if (entry.equals(before)) {
            return;
        }
        mine.set(index, entry);
        isChanged = true;
        if (entry.stage().isFinal() && entry.stage() != before.stage()) {
            tools.metrics().campaignResult(entry.stage().word());
        }
    }
}
