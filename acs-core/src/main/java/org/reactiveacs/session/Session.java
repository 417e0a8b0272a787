package org.reactiveacs.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.session.work.Ask;
import org.reactiveacs.session.work.Work;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.task.Task;

/**
 * A CWMP session between two messages (TR-069 A6 §3.7). A value: every message gives the next one.
 *
 * @param deviceId whose
 * @param terms what the Inform settled for the whole session
 * @param agenda tasks that the session knows and that have not ended, oldest first
 * @param known ids of all tasks it was ever given
 * @param current the request that is out, null when none is
 * @param tally what was done so far
 * @param settling what was done for policies
 * @param last the last exchange, for a message that comes twice
 */
public record Session(
        DeviceId deviceId,
        Terms terms,
        List<Task> agenda,
        Set<String> known,
        @Nullable Current current,
        Tally tally,
        Settling settling,
        Exchange last)
        implements StoredSession {

    /**
     * What the Inform settled.
     *
     * @param version the CWMP version that both speak
     * @param events event codes
     * @param startedAt when it came
     * @param timeout after how long without a message the session ends
     * @param readMacs whether the device's MAC addresses are still to be read
     * @param confirmed ids of tasks whose lost answer the ParameterKey replaced: the device did them
     * @param probesMacs whether the device has none where others of its model have them, and is asked what it has
     */
    public record Terms(
            CwmpVersion version,
            Set<String> events,
            Instant startedAt,
            Duration timeout,
            boolean readMacs,
            Set<String> confirmed,
            boolean probesMacs) {
        public Terms {
            events = Set.copyOf(events);
            confirmed = Set.copyOf(confirmed);
        }

        Terms with(Set<String> confirmedTasks) {
            return new Terms(version, events, startedAt, timeout, readMacs, confirmedTasks, probesMacs);
        }

        Terms macsRead() {
            return new Terms(version, events, startedAt, timeout, false, confirmed, probesMacs);
        }

        Terms probingMacs() {
            return new Terms(version, events, startedAt, timeout, readMacs, confirmed, true);
        }
    }

    /**
     * A request that is out.
     *
     * @param taskId whose step it is, null for a question of our own
     * @param work the step in progress
     * @param ask the request
     * @param requestId its cwmp:ID
     * @param resent how often it was sent again, since its answer did not come
     */
    public record Current(@Nullable String taskId, Work work, Ask ask, String requestId, int resent) {}

    /**
     * What was done.
     *
     * @param lines one a request that was answered
     * @param requests how many requests were sent
     * @param restarting whether the device was told to restart: then nothing more is asked of it
     */
    public record Tally(List<String> lines, int requests, boolean restarting) {
        static final Tally NOTHING = new Tally(List.of(), 0, false);

        public Tally {
            lines = List.copyOf(lines);
        }

        Tally did(String line) {
            var more = new ArrayList<>(lines);
            more.add(line);
            return new Tally(more, requests, restarting);
        }

        Tally asked() {
            return new Tally(lines, requests + 1, restarting);
        }

        Tally restarted() {
            return new Tally(lines, requests, true);
        }
    }

    /**
     * A message and what it was answered.
     *
     * @param digest of the message's bytes
     * @param reply sent again, without another thought, when the same bytes come again
     */
    public record Exchange(long digest, Reply reply) {}

    public Session {
        agenda = List.copyOf(agenda);
        known = Set.copyOf(known);
    }

    @Override
    public Duration timeout() {
        return terms.timeout();
    }

    /** The cwmp:ID of this session's nth request: no other session's soon, and none that a CPE would make up. */
    String requestId(int number) {
        return Long.toString(terms.startedAt().toEpochMilli() % ID_RANGE, Character.MAX_RADIX) + "-" + number;
    }

    private static final long ID_RANGE = 36L * 36 * 36 * 36 * 36;

    /** The session with more tasks on its agenda. */
    public Session given(List<Task> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(agenda);
        all.addAll(more);
        var ids = new TreeSet<>(known);
        more.forEach(task -> ids.add(task.id()));
        return new Session(deviceId, terms, all, ids, current, tally, settling, last);
    }

    /** The session without tasks that an operator took back. */
    public Session without(Set<String> taskIds) {
        return new Session(
                deviceId,
                terms,
                agenda.stream().filter(task -> !taskIds.contains(task.id())).toList(),
                known,
                current,
                tally,
                settling,
                last);
    }

    /** The session with a task as it is now; one that has ended leaves the agenda. */
    Session with(Task task) {
        var next = new ArrayList<Task>(agenda.size());
        for (var one : agenda) {
            if (!one.id().equals(task.id())) {
                next.add(one);
            } else if (!task.status().isEnded()) {
                next.add(task);
            }
        }
        return new Session(deviceId, terms, next, known, current, tally, settling, last);
    }

    Session with(Terms next) {
        return new Session(deviceId, next, agenda, known, current, tally, settling, last);
    }

    Session with(Tally next) {
        return new Session(deviceId, terms, agenda, known, current, next, settling, last);
    }

    Session with(Settling next) {
        return new Session(deviceId, terms, agenda, known, current, tally, next, last);
    }

    Session with(Exchange exchange) {
        return new Session(deviceId, terms, agenda, known, current, tally, settling, exchange);
    }

    /** The session with what hooks answered, by the name of the policy that asked. */
    public Session told(Map<String, HookAnswer> answers) {
        return with(settling.told(answers));
    }

    Session asking(@Nullable Current next) {
        return new Session(deviceId, terms, agenda, known, next, tally, settling, last);
    }

    @Nullable
    Task task(String id) {
        for (var task : agenda) {
            if (task.id().equals(id)) {
                return task;
            }
        }
        return null;
    }
}
