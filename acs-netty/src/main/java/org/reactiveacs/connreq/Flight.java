package org.reactiveacs.connreq;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.port.WakeOutcome;
import reactor.core.publisher.MonoSink;

/**
 * A device that is being asked to call, with all who want to know what becomes of it. In a round it is asked by one way after the other;
 * a way that will not go better is not tried in the next round. Belongs to its shard's event loop.
 */
final class Flight {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MOST_ROUNDS = 10;

    /** Who is turned away comes again within a minute and a half (cwmp.overload), and has half a minute each time that it is asked. */
    private static final int MOST_BEGINNINGS = 3;

    private final DeviceId device;
    private final long began;
    private Instant since;
    private boolean isUrgent;
    private boolean isQueued;
    private long firstAsked;
    private final List<MonoSink<WakeOutcome>> waiting = new ArrayList<>();
    private final Deque<Route> left = new ArrayDeque<>();
    private final Map<Route, Answer> failures = new LinkedHashMap<>();
    private @Nullable Contact contact;
    private @Nullable Route route;
    private @Nullable Answer promise;
    private long refusals;
    private boolean mayBeTurnedAway;
    private int beginnings;
    private int rounds;
    private @Nullable Lane turn;
    private @Nullable Lane waitsIn;
    private boolean isPostponed;
    private long postponedAt;
    private @Nullable Future<?> timer;
    private boolean isOver;

    /**
     * @param began by {@link System#nanoTime}
     * @param since when the device was wanted first
     * @param isUrgent whether somebody waits for it
     */
    Flight(DeviceId device, long began, Instant since, boolean isUrgent) {
        this.isUrgent = isUrgent;
        this.device = device;
        this.began = began;
        this.since = since;
    }

    DeviceId device() {
        return device;
    }

    void join(MonoSink<WakeOutcome> sink) {
        waiting.add(sink);
    }

    boolean isOver() {
        return isOver;
    }

    boolean isUrgent() {
        return isUrgent;
    }

    /** From now on somebody waits for it, for whom an earlier call is none. */
    void hurry(Instant now) {
        if (!isUrgent) {
            isUrgent = true;
            since = now;
        }
    }

    /** It waits for its turn, in one queue or in two. */
    void queued() {
        isQueued = true;
    }

    boolean isQueued() {
        return isQueued;
    }

    /** Whether its turn has come; not where it stands in a queue and had it already. */
    boolean isTurn() {
        boolean isTurn = isQueued && !isOver;
        isQueued = false;
        return isTurn;
    }

    Instant since() {
        return since;
    }

    long age(long now) {
        return now - began;
    }

    /** It is asked, for the first time or again. What it waited for its turn in its network does not count. */
    void asked(long now) {
        if (postponedAt != 0) {
            firstAsked += now - postponedAt;
            postponedAt = 0;
        }
        firstAsked = firstAsked == 0 ? now : firstAsked;
    }

    /**
     * It has its turn in its network later. What is known of it is let go until then, for many may wait long; which ways are left is kept, so
     * that nothing is tried twice.
     */
    void postponed(long now) {
        contact = null;
        isPostponed = true;
        postponedAt = now;
    }

    /** The network in which it has a turn, null without one. */
    @Nullable
    Lane turn() {
        return turn;
    }

    void hasTurn(@Nullable Lane lane) {
        turn = lane;
    }

    /** The network in which it waits for its turn, null if it does not. */
    @Nullable
    Lane waitsIn() {
        return waitsIn;
    }

    void waitsIn(@Nullable Lane lane) {
        waitsIn = lane;
    }

    /** Whether it had a turn yet. */
    boolean wasAsked() {
        return firstAsked != 0;
    }

    /** For how long it is asked already: it may have waited for its turn before. */
    long askedFor(long now) {
        return now - firstAsked;
    }

    /** What is known of the device, null before it was looked up. */
    @Nullable
    Contact contact() {
        return contact;
    }

    /**
     * Begins a round, or goes on with one in which it was postponed.
     *
     * @param routes that the device offers, in the order in which they are tried
     */
    void begin(Contact found, List<Route> routes) {
        contact = found;
        if (isPostponed) {
            isPostponed = false;
            left.retainAll(routes);
            if (!left.isEmpty()) {
                return;
            }
        }
        left.clear();
        for (Route offered : routes) {
            var failure = failures.get(offered);
            if (failure == null || failure.kind().isPassing()) {
                left.add(offered);
            }
        }
    }

    boolean hasRoutes() {
        return !left.isEmpty();
    }

    /** The way by which it is to be asked next. */
    Route upcoming() {
        return left.element();
    }

    /** Goes on to the next way. */
    void next() {
        promise = null;
        route = left.remove();
    }

    /** By which way the device was asked last, null before it was. */
    Reach.@Nullable Way way() {
        return route == null ? null : route.way();
    }

    /** The way by which a session was promised that has not come yet, null if none was. */
    @Nullable
    Route promisedBy() {
        return promise == null ? null : route;
    }

    /**
     * A session may follow.
     *
     * @param refusals new sessions that this node has turned away so far
     */
    void promised(Answer answer, long refusals) {
        promise = answer;
        this.refusals = refusals;
    }

    /**
     * None followed. If this node has turned anybody away since it was asked first, it may have been this device, which then stays away for as
     * long as it was told, whatever it says when it is asked again; that is no reason to give it up, and its time begins anew, but for
     * a few times only.
     */
    Answer notCalled(Answer promised, long refusalsNow, long now) {
        promise = null;
        String what = promised.kind() == Answer.Kind.SENT
                ? "the device was told and did not call"
                : "the device accepted the request and did not call";
        mayBeTurnedAway |= refusalsNow != refusals;
        if (!mayBeTurnedAway || isUrgent) {
            return new Answer(Answer.Kind.NO_SESSION, what);
        }
        if (beginnings++ < MOST_BEGINNINGS) {
            firstAsked = now;
        }
        return new Answer(Answer.Kind.TURNED_AWAY, what + ", while this node had to turn devices away");
    }

    /** Nothing came of the way that was tried last. */
    void failed(Route tried, Answer answer) {
        promise = null;
        failures.put(tried, answer);
    }

    boolean mayPass() {
        return failures.values().stream().anyMatch(answer -> answer.kind().isPassing());
    }

    /** What tells most of all that went wrong, with what went wrong on each way. */
    Map.Entry<Route, Answer> verdict() {
        var worst = failures.entrySet().stream()
                .min(Comparator.comparing(failure -> failure.getValue().kind()))
                .orElseThrow();
        String reason = failures.size() == 1
                ? worst.getValue().reason()
                : failures.entrySet().stream()
                        .map(failure -> failure.getKey().way().label() + ": "
                                + failure.getValue().reason())
                        .collect(Collectors.joining("; "));
        return Map.entry(worst.getKey(), new Answer(worst.getValue().kind(), reason));
    }

    /** How it was reached, if that is worth keeping: not if the same will be tried first anyway. Null otherwise. */
    @Nullable
    Reach lesson(Route first) {
        if (contact == null || route == null || promise == null) {
            return null;
        }
        var lesson = new Reach(route.way(), promise.login());
        var before = contact.reach();
        if (before != null) {
            return lesson.equals(before) ? null : lesson;
        }
        boolean isUsual = promise.login().isEmpty()
                || promise.login().equals(contact.logins().get(0).origin());
        return route == first && isUsual ? null : lesson;
    }

    /** What is to be done with it later; nothing is once it is over. */
    void timer(Future<?> later) {
        timer = later;
    }

    /** It was asked in vain last time: it waits as if it had been all the time since. */
    void doubted() {
        rounds = MOST_ROUNDS;
    }

    /** How long to wait before the next round: longer each time, and by chance, so that devices do not come together. */
    long pauseNanos(long longest) {
        long most = Math.min(longest, FIRST_PAUSE_NANOS << Math.min(rounds++, MOST_ROUNDS));
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Tells all. */
    void end(WakeOutcome.Result result, Reach.@Nullable Way way, String reason, long now) {
        isOver = true;
        stopTimer();
        var outcome = new WakeOutcome(result, way, reason, Duration.ofNanos(age(now)));
        waiting.forEach(sink -> sink.success(outcome));
    }
}
