package org.reactiveacs.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.Action;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.CampaignSpec;
import org.reactiveacs.campaign.CampaignTaskIds;
import org.reactiveacs.campaign.Dispatch;
import org.reactiveacs.campaign.Entry;
import org.reactiveacs.campaign.Judge;
import org.reactiveacs.campaign.Stage;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.TaskStore.Added;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a campaign does at one device: each gives the device's entry as it is afterwards. Thread-safe. */
final class DeviceWork {
    private final Campaign campaign;
    private final CampaignSpec spec;
    private final RolloutTools tools;
    private final WakeQueue wakes;
    private final @Nullable ExpressionCondition condition;
    private final Judge judge;

    DeviceWork(Campaign campaign, CampaignSpec spec, RolloutTools tools, WakeQueue wakes) {
        this.campaign = campaign;
        this.spec = spec;
        this.tools = tools;
        this.wakes = wakes;
        var when = spec.check().when();
        this.condition = when == null ? null : new ExpressionCondition(when, tools.policies());
        this.judge = new Judge(spec, condition == null ? Judge.Condition.NONE : condition);
    }

    private Write write() {
        return new Write(tools.ids().next(), new Actor(Actor.Kind.SYSTEM, by()), tools.now());
    }

    private String by() {
        return "campaign " + campaign.name();
    }

    private String taskId(DeviceId device, Entry entry) {
        return CampaignTaskIds.of(
                campaign, device, entry.attempt(), entry.stage().isBack());
    }

    private Mono<Optional<KnownDevice>> known(DeviceId device) {
        return tools.store().devices().find(device).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    /** Gives a device what it is to get, or what takes it back; one that is not ready for it keeps its entry. */
    Mono<Entry> begin(DeviceId device, Entry entry) {
        boolean back = entry.stage().isBack();
        return known(device)
                .flatMap(known -> back
                        ? before(device, entry)
                                .map(task -> Dispatch.back(spec, known.orElse(null), entry, task.orElse(null)))
                        : Mono.just(Dispatch.forward(spec, known.orElse(null), entry)))
                .flatMap(dispatch -> done(dispatch, device, entry));
    }

    private Mono<Entry> done(Dispatch dispatch, DeviceId device, Entry entry) {
        if (dispatch instanceof Dispatch.Nothing nothing) {
            return Mono.just(entry.to(nothing.stage(), tools.now(), nothing.reason()));
        }
        return dispatch instanceof Dispatch.Mark mark
                ? marked(mark, device, entry)
                : ordered((Dispatch.Run) dispatch, device, entry);
    }

    private Mono<Entry> marked(Dispatch.Mark mark, DeviceId device, Entry entry) {
        var now = tools.now();
        return tools.store()
                .devices()
                .change(
                        device,
                        List.of(mark.give() ? new Change.Tag(mark.tag()) : new Change.Untag(mark.tag())),
                        write())
                .doOnNext(changed -> wake(device))
                .map(changed -> mark.give() ? entry.ordered(now, "") : entry.to(Stage.ROLLED_BACK, now, ""))
                .defaultIfEmpty(gone(entry));
    }

    private Entry gone(Entry entry) {
        return entry.to(
                entry.stage().isBack() ? Stage.ROLLBACK_FAILED : Stage.SKIPPED, tools.now(), "the device is gone");
    }

    private Mono<Entry> ordered(Dispatch.Run run, DeviceId device, Entry entry) {
        var now = tools.now();
        var window = entry.stage().isBack() ? null : spec.pace().window();
        var schedule = new Schedule(null, now.plus(spec.pace().patience()), window);
        var task = Task.queued(taskId(device, entry), device, run.spec(), new Task.Order(now, by(), schedule));
        return tools.store().tasks().add(task, null, write()).map(added -> {
            if (added instanceof Added.Created || added instanceof Added.Repeated) {
                if (schedule.isOpen(now)) {
                    wake(device);
                }
                return entry.ordered(since(added, now), run.former());
            }
            // A device with too much to do is tried again.
            return added instanceof Added.NoDevice ? gone(entry) : entry;
        });
    }

    private static Instant since(Added added, Instant now) {
        return added instanceof Added.Repeated repeated
                ? repeated.task().order().createdAt()
                : now;
    }

    private void wake(DeviceId device) {
        if (spec.wake()) {
            wakes.add(device);
        }
    }

    /** The task that tells what the device was before: of several the first where values are set, the last of firmware. */
    private Mono<Optional<Task>> before(DeviceId device, Entry entry) {
        if (spec.action() instanceof Action.Tagged) {
            return Mono.just(Optional.empty());
        }
        return Flux.range(0, entry.attempt() + 1)
                .concatMap(attempt ->
                        tools.store().tasks().get(device, CampaignTaskIds.of(campaign, device, attempt, false)))
                .filter(task -> task.status() != TaskStatus.CANCELLED && task.status() != TaskStatus.EXPIRED)
                .collectList()
                .map(began -> began.isEmpty()
                        ? Optional.empty()
                        : Optional.of(began.get(spec.action() instanceof Action.Firmware ? began.size() - 1 : 0)));
    }

    /** Looks at a device at which something is under way. */
    Mono<Entry> look(DeviceId device, Entry entry) {
        var task = spec.action() instanceof Action.Tagged
                ? Mono.just(Optional.<Task>empty())
                : tools.store()
                        .tasks()
                        .get(device, taskId(device, entry))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty());
        // The task first: what it became, the device's head tells, too, if it is read after it.
        return task.flatMap(found -> known(device)
                .flatMap(known -> values(known)
                        .map(values -> judge.of(
                                entry, new Judge.Seen(known.orElse(null), found.orElse(null), values, tools.now())))));
    }

    private Mono<Map<String, String>> values(Optional<KnownDevice> known) {
        if (condition == null || !condition.needsValues() || known.isEmpty()) {
            return Mono.just(Map.of());
        }
        var device = known.get();
        return tools.store().tree(device.id()).map(tree -> ExpressionCondition.values(device, tree));
    }

    /**
     * Takes back the order of a device that has not begun with it.
     *
     * @param forGood whether it is to have none any more
     */
    Mono<Entry> withdraw(DeviceId device, Entry entry, boolean forGood) {
        return tools.store()
                .tasks()
                .cancel(device, taskId(device, entry), write())
                .map(task -> {
                    if (task.status() != TaskStatus.CANCELLED) {
                        return entry.stage() == Stage.WAITING
                                ? entry.ordered(task.order().createdAt(), entry.former())
                                : entry;
                    }
                    return forGood
                            ? entry.to(Stage.WITHDRAWN, tools.now(), "the campaign was aborted")
                            : entry.waitingAgain();
                })
                .defaultIfEmpty(entry);
    }

    /** Whether an order can be taken back. */
    boolean canWithdraw() {
        return !(spec.action() instanceof Action.Tagged);
    }
}
