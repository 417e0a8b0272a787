package org.reactiveacs.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Settled;
import org.reactiveacs.device.Visit;
import org.reactiveacs.task.Task;

/** Tells how far a device is that has its order. Pure. */
public final class Judge {
    private static final String BOOT = "1 BOOT";

    private final CampaignSpec spec;
    private final Condition condition;

    /** Whether the campaign's expression is true of a device. */
    @FunctionalInterface
    public interface Condition {
        /** There is none. */
        Condition NONE = seen -> null;

        /** What is wrong, null if nothing is. */
        @Nullable
        String problem(Seen seen);
    }

    public Judge(CampaignSpec spec, Condition condition) {
        this.spec = spec;
        this.condition = condition;
    }

    /**
     * What is known of a device.
     *
     * @param device null if it is gone
     * @param task that it was given, null if there is none
     * @param values of its parameters by path, as far as the expression looks at them
     */
    public record Seen(
            @Nullable KnownDevice device, @Nullable Task task, Map<String, String> values, Instant now) {}

    /** How far it is now; the same entry if nothing has changed. */
    public Entry of(Entry entry, Seen seen) {
        var known = seen.device();
        boolean back = entry.stage().isBack();
        if (known == null) {
            return entry.to(back ? Stage.ROLLBACK_FAILED : Stage.SKIPPED, seen.now(), "the device is gone");
        }
        boolean isChecked = entry.stage() == Stage.CHECKING || entry.stage() == Stage.CHECKING_ROLLBACK;
        if (isChecked) {
            return checked(entry, known, seen);
        }
        return spec.action() instanceof Action.Tagged ? called(entry, known, seen.now()) : worked(entry, known, seen);
    }

    private static Entry failed(Entry entry, Instant now, String why) {
        return entry.to(entry.stage().isBack() ? Stage.ROLLBACK_FAILED : Stage.FAILED, now, why);
    }

    private static Entry leftOut(Entry entry, Instant now, String why) {
        return entry.to(entry.stage().isBack() ? Stage.ROLLBACK_FAILED : Stage.SKIPPED, now, why);
    }

    private static Entry toCheck(Entry entry, Instant since) {
        return entry.to(entry.stage().isBack() ? Stage.CHECKING_ROLLBACK : Stage.CHECKING, since, "");
    }

    /** By its task. */
    private Entry worked(Entry entry, KnownDevice known, Seen seen) {
        var task = seen.task();
        var now = seen.now();
        if (task == null) {
            return failed(entry, now, "its task is gone");
        }
        return switch (task.status()) {
            case QUEUED -> entry;
            case DONE -> {
                var endedAt = task.endedAt();
                yield checked(toCheck(entry, endedAt == null ? now : endedAt), known, seen);
            }
            case EXPIRED ->
                leftOut(entry, now, "it did not call within " + text(spec.pace().patience()));
            case CANCELLED -> leftOut(entry, now, "its task was taken back");
            case FAILED -> failed(entry, now, fault(task));
            case RUNNING, UNSETTLED -> underWay(entry, known, task, now);
        };
    }

    private static String fault(Task task) {
        var fault = task.outcome().fault();
        if (fault == null) {
            return "its task failed";
        }
        return (fault.code() == 0 ? fault.reason() : "fault " + fault.code()) + ": " + fault.text();
    }

    private Entry underWay(Entry entry, KnownDevice known, Task task, Instant now) {
        var sent = task.progress().sent();
        var version = version(entry, known.head(), task);
        if (version != null && version.isThere() && version.isOther(entry)) {
            return toCheck(entry, now);
        }
        if (sent == null || now.isBefore(sent.at().plus(spec.check().within()))) {
            return entry;
        }
        return failed(
                entry,
                now,
                version == null
                        ? "it took the order and did not tell the outcome within " + within()
                        : "it took the file and did not come back with " + version.wanted() + " within " + within());
    }

    private String within() {
        return text(spec.check().within());
    }

    /**
     * A firmware that is to run.
     *
     * @param runs what runs
     */
    private record Version(String wanted, String runs) {
        boolean isThere() {
            return wanted.equals(runs);
        }

        /** Whether that is not what ran before, anyway. */
        boolean isOther(Entry entry) {
            return entry.stage().isBack() || !wanted.equals(entry.former());
        }
    }

    /** Null where no firmware is wanted. */
    private @Nullable Version version(Entry entry, @Nullable Device head, @Nullable Task task) {
        if (!(spec.action() instanceof Action.Firmware action) || head == null) {
            return null;
        }
        if (entry.stage().isBack()) {
            return new Version(entry.former(), head.softwareVersion());
        }
        var choice = action.of(head);
        return action.choices().stream()
                .map(Action.Choice::firmware)
                .filter(firmware ->
                        firmware != null && task != null && firmware.download().equals(task.spec()))
                .findFirst()
                .or(() -> Optional.ofNullable(choice == null ? null : choice.firmware()))
                .map(firmware -> new Version(firmware.version(), head.softwareVersion()))
                .orElse(null);
    }

    private Entry checked(Entry entry, KnownDevice known, Seen seen) {
        var now = seen.now();
        var head = known.head();
        boolean back = entry.stage().isBack();
        long boots = head == null
                ? 0
                : count(head, entry.at(), visit -> visit.events().contains(BOOT));
        if (boots > spec.check().boots()) {
            return failed(
                    entry,
                    now,
                    "it booted " + boots + " times within " + text(Duration.between(entry.at(), now))
                            + " after it was done");
        }
        var wrong = wrong(entry, head, seen);
        if (wrong != null) {
            return now.isBefore(entry.at().plus(spec.check().within())) ? entry : failed(entry, now, wrong);
        }
        return now.isBefore(entry.at().plus(spec.check().watch()))
                ? entry
                : entry.to(back ? Stage.ROLLED_BACK : Stage.SUCCEEDED, now, "");
    }

    /** What is not yet as it should be, null if all is. */
    private @Nullable String wrong(Entry entry, @Nullable Device head, Seen seen) {
        var version = version(entry, head, seen.task());
        if (version != null && !version.isThere()) {
            return "it reports firmware " + version.runs() + " and not " + version.wanted();
        }
        if (entry.stage().isBack()) {
            return null;
        }
        if (spec.action() instanceof Action.Tagged && head != null) {
            var state = head.standing().settled().state();
            if (state != Settled.State.IN_SYNC) {
                return "its policies are " + state.word();
            }
        }
        return condition.problem(seen);
    }

    private static long count(Device head, Instant since, Predicate<Visit> which) {
        return head.visits().stream()
                .filter(visit -> visit.at().isAfter(since))
                .filter(which)
                .count();
    }

    /** By its session: policies are compared before it ends. */
    private Entry called(Entry entry, KnownDevice known, Instant now) {
        var head = known.head();
        boolean hasCalled = head != null && count(head, entry.at(), visit -> visit.end() == Visit.End.COMPLETED) > 0;
        if (hasCalled) {
            return toCheck(entry, now);
        }
        var patience = spec.pace().patience();
        return now.isBefore(entry.at().plus(patience))
                ? entry
                : leftOut(entry, now, "it did not call within " + text(patience));
    }

    static String text(Duration span) {
        if (span.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, span.toSeconds()) + " s";
        }
        if (span.compareTo(Duration.ofHours(2)) < 0) {
            return span.toMinutes() + " min";
        }
        return span.compareTo(Duration.ofDays(2)) < 0 ? span.toHours() + " h" : span.toDays() + " days";
    }
}
