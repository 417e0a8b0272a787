package org.reactiveacs.endpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Ids;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.Reply;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.SessionStep;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The turns of a session: what the engine decides by is read, the engine decides, what it decided is written, and only
 * then the reply is given. Thread-safe; the engine runs on the scheduler of the caller, never on the store's threads.
 */
final class SessionTurns {

    /** Times that tasks may be withdrawn or come up under one message before it is given up. */
    private static final int MAX_ROUNDS = 16;

    private final SessionEngine engine;
    private final TimedSessions sessions;
    private final LiveSessions live;
    private final Recall recall;
    private final SessionCookies cookies;
    private final Ids ids;
    private final InstantSource clock;
    private final AcsMetrics metrics;

    SessionTurns(
            SessionEngine engine,
            TimedSessions sessions,
            LiveSessions live,
            Recall recall,
            SessionCookies cookies,
            CwmpServer.Around around) {
        this.engine = engine;
        this.sessions = sessions;
        this.live = live;
        this.recall = recall;
        this.cookies = cookies;
        this.ids = around.ids();
        this.clock = around.clock();
        this.metrics = around.metrics();
    }

    /** Times are kept to the millisecond: that is what records hold. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** Takes a message of the CPE. */
    Mono<CpeAnswer> take(LiveSession session, Incoming incoming, Scheduler loop) {
        return step(session, incoming, 0, loop);
    }

    /** Takes the first step, that of the Inform, which the engine has made already. */
    Mono<CpeAnswer> begin(LiveSession session, SessionStep step, Scheduler loop) {
        if (!step.changesAnything()) {
            live.put(session);
            return Mono.just(message(step.reply(), session));
        }
        return commit(session, step, null, 0, loop)
                // Nobody answers an Inform with nothing, not even that of a session which another has taken over
                // already.
                .map(answer -> answer instanceof CpeAnswer.NoContent ? message(step.reply(), session) : answer);
    }

    private Mono<CpeAnswer> step(LiveSession session, Incoming incoming, int round, Scheduler loop) {
        if (session.view().tree() == null
                && engine.needsTree(session.session(), session.view().device())) {
            return sessions.load(session.session().deviceId())
                    .publishOn(loop)
                    .flatMap(tree -> stepped(
                            session.next(
                                    session.session(),
                                    session.view().withTree(tree),
                                    session.version(),
                                    session.lastMessage()),
                            incoming,
                            round,
                            loop));
        }
        return stepped(session, incoming, round, loop);
    }

    private Mono<CpeAnswer> stepped(LiveSession session, Incoming incoming, int round, Scheduler loop) {
        var step = engine.step(session.session(), incoming, session.view(), now());
        if (round == 0) {
            step.quirks().forEach(metrics::quirk);
        }
        return commit(session, step, incoming, round, loop);
    }

    private Mono<CpeAnswer> commit(
            LiveSession before, SessionStep step, @Nullable Incoming incoming, int round, Scheduler loop) {
        if (round > MAX_ROUNDS) {
            return Mono.error(
                    new IllegalStateException("tasks of " + before.session().deviceId() + " do not settle"));
        }
        var at = now();
        var commit = new Commit(
                ids.next(), subject(before), at, step.ends() ? null : step.session(), step.changes(), step.durable());
        return sessions.commit(commit).publishOn(loop).flatMap(committed -> {
            if (committed instanceof Committed.Done done) {
                return Mono.just(done(before, step, done.version(), at));
            }
            if (committed instanceof Committed.Onward onward) {
                var going = before.next(step.session(), step.view(), onward.version(), at);
                return goOn(going, onward.tasks(), round, loop);
            }
            if (committed instanceof Committed.Withdrawn withdrawn) {
                var without = before.next(
                        before.session().without(new HashSet<>(withdrawn.tasks())),
                        before.view(),
                        before.version(),
                        at);
                return incoming != null
                        ? step(without, incoming, round + 1, loop)
                        : goOn(without, List.of(), round, loop);
            }
            return overtaken(before, incoming, round, loop);
        });
    }

    /** Another session took over, or another node took this one further: then the message is taken where it stands now. */
    private Mono<CpeAnswer> overtaken(LiveSession before, @Nullable Incoming incoming, int round, Scheduler loop) {
        Mono<CpeAnswer> ended = Mono.fromSupplier(() -> {
            live.end(before, "superseded", now());
            return new CpeAnswer.NoContent(null);
        });
        if (incoming == null) {
            return ended;
        }
        return recall.session(before.key(), this, loop)
                .filter(current -> current.version() > before.version())
                .flatMap(current -> step(current, incoming, round + 1, loop))
                .switchIfEmpty(ended);
    }

    private static Commit.Subject subject(LiveSession session) {
        var device = session.view().device();
        return new Commit.Subject(session.key(), session.version(), device.id(), device.modelKey());
    }

    private Mono<CpeAnswer> goOn(LiveSession session, List<Task> tasks, int round, Scheduler loop) {
        Mono<DeviceView> view = session.view().tree() != null
                ? Mono.just(session.view())
                : sessions.load(session.session().deviceId()).publishOn(loop).map(session.view()::withTree);
        return view.flatMap(loaded -> {
            var given = session.session().given(tasks);
            var step = engine.goOn(given, loaded, now());
            return commit(
                    session.next(given, loaded, session.version(), session.lastMessage()), step, null, round + 1, loop);
        });
    }

    private CpeAnswer done(LiveSession before, SessionStep step, long version, Instant at) {
        var after = before.next(step.session(), step.view(), version, at);
        if (step.ends()) {
            live.end(before, "completed", at);
            return new CpeAnswer.NoContent(setCookie(before));
        }
        live.put(after);
        return message(step.reply(), before);
    }

    /** @param session null when none is open */
    CpeAnswer message(Reply reply, @Nullable LiveSession session) {
        var setCookie = session == null ? null : setCookie(session);
        if (reply instanceof Reply.Send send) {
            metrics.message(send.envelope().message().rpcName(), AcsMetrics.Direction.OUT);
            return new CpeAnswer.Message(send.envelope(), setCookie, session == null ? null : session.key());
        }
        return new CpeAnswer.NoContent(setCookie);
    }

    /** Made anew for each answer: sessions whose CPEs think are many, and each would hold it. */
    private String setCookie(LiveSession session) {
        return cookies.setCookie(
                session.key(), session.session().terms().startedAt().getEpochSecond());
    }
}
