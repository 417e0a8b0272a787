package org.reactiveacs.endpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.library.Hooks;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Linger;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Incoming;
import org.reactiveacs.session.Reply;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.session.SessionStep;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Task;
import org.reactiveacs.tracing.TracedSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The turns of a session: what the engine decides by is read, the engine decides, what it decided is written, and only
 * then the reply is given. Thread-safe; the engine runs on the scheduler of the caller, never on the store's threads.
 */
final class SessionTurns {

    /** Times that tasks may be withdrawn or come up under one message before it is given up. */
    private static final int MAX_ROUNDS = 16;

    private static final String COMPLETED = "completed";

    private final SessionEngine engine;
    private final TimedSessions sessions;
    private final DeviceStore devices;
    private final LiveSessions live;
    private final Recall recall;
    private final SessionCookies cookies;
    private final Ids ids;
    private final Linger linger;
    private final Hooks hooks;
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
        this.devices = around.store().devices();
        this.live = live;
        this.recall = recall;
        this.cookies = cookies;
        this.ids = around.ids();
        this.linger = around.linger();
        this.hooks = around.hooks();
        this.clock = around.clock();
        this.metrics = around.metrics();
    }

    /** Times are kept to the millisecond: that is what records hold. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** Takes a message of the CPE. */
    Mono<CpeAnswer> take(LiveSession session, Incoming incoming, SessionService.Hand hand) {
        return Mono.using(
                () -> live.turnBegins(session.key()),
                key -> step(session, new Course(incoming, 0, hand, true)),
                live::turnEnds);
    }

    /** Takes the first step, that of the Inform, which the engine has made already. */
    Mono<CpeAnswer> begin(LiveSession session, SessionStep step, SessionService.Hand hand) {
        if (!step.changesAnything()) {
            live.put(session);
            return Mono.just(message(step.reply(), session, hand));
        }
        return commit(session, step, new Course(null, 0, hand, false))
                // Nobody answers an Inform with nothing, not even that of a session which another has taken over
                // already.
                .map(answer -> answer instanceof CpeAnswer.NoContent ? message(step.reply(), session, hand) : answer);
    }

    /**
     * How far the answer to a message has come.
     *
     * @param incoming the message, null once it is worked in
     * @param round how often something came between
     * @param hand in which it is
     * @param mayStay whether its answer may be held back, once
     */
    private record Course(@Nullable Incoming incoming, int round, SessionService.Hand hand, boolean mayStay) {
        Course again() {
            return new Course(incoming, round + 1, hand, mayStay);
        }

        Course workedIn() {
            return new Course(null, round + 1, hand, mayStay);
        }

        Course atOnce() {
            return new Course(null, round, hand, false);
        }

        Scheduler loop() {
            return hand.loop();
        }

        Turn turn() {
            return hand.turn();
        }
    }

    private Mono<CpeAnswer> step(LiveSession session, Course course) {
        if (session.view().tree() == null && engine.needsTree(session.session(), session.view(), now())) {
            return sessions.load(session.session().deviceId(), course.turn())
                    .publishOn(course.loop())
                    .flatMap(loaded -> stepped(
                            session.next(
                                    session.session(),
                                    session.view().with(loaded),
                                    session.version(),
                                    session.lastMessage()),
                            course));
        }
        return stepped(session, course);
    }

    private Mono<CpeAnswer> stepped(LiveSession session, Course course) {
        var step = engine.step(session.session(), Objects.requireNonNull(course.incoming()), session.view(), now());
        if (course.round() == 0) {
            step.quirks().forEach(metrics::quirk);
            step.outcomes().forEach(metrics::policyOutcome);
        }
        return commit(session, step, course);
    }

    private Mono<CpeAnswer> commit(LiveSession before, SessionStep step, Course course) {
        if (course.round() > MAX_ROUNDS) {
            return Mono.error(
                    new IllegalStateException("tasks of " + before.session().deviceId() + " do not settle"));
        }
        if (!step.hooks().isEmpty()) {
            return asked(before, step.hooks(), course);
        }
        if (step.ends() && course.mayStay() && linger.isWanted(before.session().deviceId())) {
            return stay(before, step, course);
        }
        var at = now();
        var commit = new Commit(
                ids.next(), subject(before), at, step.ends() ? null : step.session(), step.changes(), step.durable());
        return committed(
                commit, before, step, course, version -> Mono.just(done(before, step, version, course.hand(), at)));
    }

    /** Hooks have something to say first. Nothing of the step was written: it is made again with what they said. */
    private Mono<CpeAnswer> asked(LiveSession before, List<HookQuestion> questions, Course course) {
        var turn = course.turn();
        turn.rest();
        return Flux.fromIterable(questions)
                .flatMap(question -> hooks.ask(question).map(answer -> Map.entry(question.policy(), answer)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .publishOn(course.loop())
                .doOnTerminate(turn::goOn)
                .flatMap(answers -> {
                    var told = before.next(
                            before.session().told(answers), before.view(), before.version(), before.lastMessage());
                    return course.incoming() != null
                            ? stepped(told, course.again())
                            : commit(told, engine.goOn(told.session(), told.view(), now()), course.again());
                });
    }

    /** @param done goes on from the version that was written */
    private Mono<CpeAnswer> committed(
            Commit commit, LiveSession before, SessionStep step, Course course, LongFunction<Mono<CpeAnswer>> done) {
        return step.said().isEmpty() // As with most.
                ? stand(commit, before, step, course, done)
                : said(step, commit.at()).then(Mono.defer(() -> stand(commit, before, step, course, done)));
    }

    /** What is said of the device in the place of an operator. */
    private Mono<Void> said(SessionStep step, Instant at) {
        var device = step.session().deviceId();
        return Flux.fromIterable(step.said())
                .concatMap(said -> devices.change(
                                device,
                                said.changes(),
                                new Write(ids.next(), new Actor(Actor.Kind.SYSTEM, said.by()), at))
                        .doOnNext(written -> said.changes().forEach(this::count)))
                .then();
    }

    private void count(DeviceStore.Change change) {
        if (change instanceof DeviceStore.Change.HandOver handOver) {
            metrics.handOvers(handOver.handOver().state().word(), 1);
        }
    }

    private Mono<CpeAnswer> stand(
            Commit commit, LiveSession before, SessionStep step, Course course, LongFunction<Mono<CpeAnswer>> done) {
        var at = commit.at();
        return sessions.commit(commit, course.turn()).publishOn(course.loop()).flatMap(committed -> {
            count(commit, committed);
            if (committed instanceof Committed.Done written) {
                return done.apply(written.version());
            }
            if (committed instanceof Committed.Onward onward) {
                var going = before.next(step.session(), step.view(), onward.version(), at);
                return goOn(going, onward.tasks(), course);
            }
            if (committed instanceof Committed.Withdrawn withdrawn) {
                var without = before.next(
                        before.session().without(new HashSet<>(withdrawn.tasks())),
                        before.view(),
                        before.version(),
                        at);
                return course.incoming() != null ? step(without, course.again()) : goOn(without, List.of(), course);
            }
            return overtaken(before, course);
        });
    }

    /** Tells of the tasks that ended, if what was to be written was. */
    private void count(Commit commit, Committed committed) {
        if (committed instanceof Committed.Done || committed instanceof Committed.Onward) {
            for (var task : commit.changes().tasks()) {
                if (task.status().isEnded()) {
                    metrics.taskEnded(task.spec().kind(), task.status().name().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    /**
     * There is nothing left to do, and somebody waits for the device: its session ends a while later, or goes on. What the CPE has
     * answered is written before, for those who wait for that.
     */
    private Mono<CpeAnswer> stay(LiveSession before, SessionStep step, Course course) {
        var rest = step.staying();
        var at = now();
        LongFunction<Mono<CpeAnswer>> stays =
                version -> endLater(before.next(step.session(), step.view(), version, at), step.end(), course);
        if (!rest.changesAnything()) {
            return stays.apply(before.version());
        }
        var commit = new Commit(ids.next(), subject(before), at, step.session(), rest.changes(), step.durable());
        return committed(commit, before, rest, course, stays);
    }

    private Mono<CpeAnswer> endLater(LiveSession session, SessionStep end, Course course) {
        live.put(session);
        var turn = course.turn();
        turn.rest();
        return linger.stay(session.session().deviceId())
                .publishOn(course.loop())
                .then(Mono.defer(() -> {
                    turn.goOn();
                    return commit(session, end, course.atOnce());
                }));
    }

    /** Another session took over, or another node took this one further: then the message is taken where it stands now. */
    private Mono<CpeAnswer> overtaken(LiveSession before, Course course) {
        Mono<CpeAnswer> ended = Mono.fromSupplier(() -> {
            live.end(before, "superseded", now());
            return new CpeAnswer.NoContent(null);
        });
        if (course.incoming() == null) {
            return ended;
        }
        return recall.session(before.key(), this, course.hand())
                .filter(current -> current.version() > before.version())
                .flatMap(current -> step(current, course.again()))
                .switchIfEmpty(ended);
    }

    private static Commit.Subject subject(LiveSession session) {
        var device = session.view().device();
        return new Commit.Subject(session.key(), session.version(), device.id(), device.modelKey());
    }

    private Mono<CpeAnswer> goOn(LiveSession session, List<Task> tasks, Course course) {
        Mono<DeviceView> view = session.view().tree() != null
                ? Mono.just(session.view())
                : sessions.load(session.session().deviceId(), course.turn())
                        .publishOn(course.loop())
                        .map(session.view()::with);
        return view.flatMap(loaded -> {
            var given = session.session().given(tasks);
            var step = engine.goOn(given, loaded, now());
            return commit(
                    session.next(given, loaded, session.version(), session.lastMessage()), step, course.workedIn());
        });
    }

    private CpeAnswer done(LiveSession before, SessionStep step, long version, SessionService.Hand hand, Instant at) {
        var after = before.next(step.session(), step.view(), version, at);
        if (step.ends()) {
            live.end(before, COMPLETED, at);
            traceEnds(before, hand.turn());
            return new CpeAnswer.NoContent(setCookie(before, hand));
        }
        live.put(after);
        return message(step.reply(), before, hand);
    }

    private static void traceEnds(LiveSession session, Turn turn) {
        var span = turn.span();
        if (span != null) {
            var terms = session.session().terms();
            span.endsSession(
                    new TracedSession(
                            session.device(), session.view().device().identity(), terms.events(), terms.startedAt()),
                    COMPLETED);
        }
    }

    /** @param session null when none is open */
    CpeAnswer message(Reply reply, @Nullable LiveSession session, SessionService.Hand hand) {
        var setCookie = session == null ? null : setCookie(session, hand);
        if (reply instanceof Reply.Send send) {
            return new CpeAnswer.Message(send.envelope(), setCookie, session == null ? null : session.key());
        }
        return new CpeAnswer.NoContent(setCookie);
    }

    /** It goes with each answer, for some CPEs lose it otherwise. */
    private String setCookie(LiveSession session, SessionService.Hand hand) {
        var again = hand.given() == null ? null : hand.given().setCookieOf(session.key());
        return again != null
                ? again
                : cookies.setCookie(
                        session.key(), session.session().terms().startedAt().getEpochSecond());
    }
}
