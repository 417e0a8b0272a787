package org.reactiveacs.store.redis.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.cluster.Rendezvous;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.link.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A member of a cluster that meets in Redis. One thread sends a heartbeat each second, which renews what this node holds,
 * takes what is free and its own by {@link Rendezvous}, and gives back what belongs to others. What it holds it believes
 * for the length of a lease from the moment a heartbeat was sent, less a margin, by its own monotonic clock: that is before
 * Redis gives the lease to another, however long the answer took. {@link #changes} are told on that thread.
 */
public final class RedisMembership implements Membership, Leases {

    /** How long others wait for a node that is silent. */
    public static final Duration LEASE = Duration.ofSeconds(6);

    private static final Logger LOG = LoggerFactory.getLogger(RedisMembership.class);
    private static final int CHANGES_KEPT = 1024;

    private final Member self;
    private final Settings settings;
    private final Heartbeat heartbeat;
    private final ClockCheck clockCheck = new ClockCheck();
    private final Namesakes namesakes;
    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "acs-membership"));

    private volatile View view;
    private volatile Held held;
    private volatile boolean ended;

    // Touched by the thread alone.
    private boolean beating;
    private boolean met;
    private long nextBeat;

    /**
     * What a member is made of.
     *
     * @param prefix what the names of all keys begin with
     * @param formats told of every heartbeat
     * @param sessions how many CWMP sessions are open now
     * @param clock compared with the store's
     * @param timing how fast it all goes
     */
    public record Settings(
            String prefix, RedisFormats formats, IntSupplier sessions, InstantSource clock, Timing timing) {}

    /**
     * How fast it all goes.
     *
     * @param beat from one heartbeat to the next
     * @param lease how long a lease lasts without one
     * @param margin by how much sooner its holder stops believing in it
     */
    public record Timing(Duration beat, Duration lease, Duration margin) {
        public static final Timing DEFAULT = new Timing(Duration.ofSeconds(1), LEASE, Duration.ofMillis(500));
    }

    /** What was heard last. */
    private record View(List<Member> members, Map<Integer, String> holders) {}

    private RedisMembership(RedisLink link, Member self, Settings settings) {
        if (self.name().contains("\n") || self.version().contains("\n")) {
            throw new StoreException("a node's name is one line");
        }
        this.self = self;
        this.settings = settings;
        this.heartbeat = new Heartbeat(
                link, settings.prefix(), settings.formats(), settings.timing().lease());
        this.namesakes = new Namesakes(self, settings.timing().lease().multipliedBy(2));
        this.view = new View(List.of(self), Map.of());
        this.held = Held.nothing(System.nanoTime());
        this.nextBeat = System.nanoTime();
    }

    /**
     * Joins; what this node holds comes with the first heartbeats. The link stays the caller's.
     *
     * @param self with an id that no run of any node had before
     */
    public static RedisMembership join(RedisLink link, Member self, Settings settings) {
        var membership = new RedisMembership(link, self, settings);
        long tick = Math.max(10, settings.timing().beat().toMillis() / 10);
        membership.thread.scheduleAtFixedRate(membership::tick, 0, tick, TimeUnit.MILLISECONDS);
        return membership;
    }

    private void tick() {
        try {
            expireAndBeat();
        } catch (RuntimeException e) {
            // A bug, and none that may end all heartbeats.
            beating = false;
            LOG.error("heartbeat not sent", e);
        }
    }

    private void expireAndBeat() {
        long now = System.nanoTime();
        if (held.isOver(now)) {
            hold(Held.nothing(now));
        }
        if (!beating && now - nextBeat >= 0) {
            beat();
        }
    }

    private void beat() {
        beating = true;
        var me = self();
        var asked = settings.clock().instant();
        long sent = System.nanoTime();
        nextBeat = sent + settings.timing().beat().toNanos();
        var wanted = wanted();
        hold(held.only(wanted)); // First this node lets go, then others may take.
        heartbeat
                .beat(me, wanted)
                .subscribe(
                        told -> onThread(() -> heard(told, asked, sent, wanted)),
                        error -> onThread(() -> {
                            beating = false;
                            LOG.debug("heartbeat failed reason=\"{}\"", error.getMessage());
                        }));
    }

    /** Nothing before the others are known: it may be theirs. */
    private BitSet wanted() {
        return met ? Rendezvous.of(self, view.members()) : new BitSet();
    }

    private void heard(Heartbeat.Told told, java.time.Instant asked, long sent, BitSet wanted) {
        beating = false;
        if (ended) {
            return;
        }
        settings.formats().heard(told.format());
        clockCheck.heard(told.time(), asked, settings.clock().instant());
        namesakes.heard(told.members(), sent);
        view = new View(told.members(), told.holders());
        met = true;
        long until = sent
                + settings.timing().lease().minus(settings.timing().margin()).toNanos();
        var next = new Held(told.tokens(), until);
        hold(next.isOver(System.nanoTime()) ? Held.nothing(until) : next);
        if (!wanted().equals(wanted)) {
            nextBeat = System.nanoTime(); // Others came or went: give and take at once.
        }
    }

    private void hold(Held next) {
        var before = held;
        held = next;
        var what = before.changes(next);
        if (!what.isEmpty()) {
            LOG.info(
                    "leases changed held={} taken={} lost={}",
                    held().size(),
                    what.stream().filter(Change.Taken.class::isInstance).count(),
                    what.stream().filter(Change.Lost.class::isInstance).count());
        }
        what.forEach(changes::tryEmitNext);
    }

    private void onThread(Runnable work) {
        if (!thread.isShutdown()) {
            try {
                thread.execute(work);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                LOG.debug("heartbeat answered after the end");
            }
        }
    }

    @Override
    public Member self() {
        return self.withSessions(settings.sessions().getAsInt());
    }

    @Override
    public List<Member> members() {
        return view.members();
    }

    @Override
    public Leases leases() {
        return this;
    }

    @Override
    public Duration clockOffset() {
        return clockCheck.offset();
    }

    @Override
    public Optional<String> trouble() {
        var unreadable = settings.formats().trouble();
        if (unreadable.isPresent()) {
            return unreadable;
        }
        if (held.isOver(System.nanoTime())) {
            return Optional.of("no heartbeat has reached Redis for "
                    + settings.timing().lease().toSeconds() + " s");
        }
        return clockCheck.trouble().or(namesakes::trouble);
    }

    @Override
    public OptionalLong token(int partition) {
        return held.token(partition, System.nanoTime());
    }

    @Override
    public List<Integer> held() {
        var now = held;
        long time = System.nanoTime();
        return IntStream.range(0, Partitions.COUNT)
                .filter(partition -> now.token(partition, time).isPresent())
                .boxed()
                .toList();
    }

    @Override
    public Optional<Member> holder(int partition) {
        var now = view;
        var id = now.holders().get(partition);
        return now.members().stream().filter(member -> member.id().equals(id)).findFirst();
    }

    @Override
    public Flux<Change> changes() {
        return changes.asFlux().onBackpressureBuffer(CHANGES_KEPT, lost -> {}, BufferOverflowStrategy.DROP_OLDEST);
    }

    /** Lets go of all leases, then tells the others; blocks until they can know, a second at most. */
    @Override
    public void close() {
        if (!end()) {
            return;
        }
        try {
            heartbeat.leave(self).block(Duration.ofSeconds(1));
        } catch (RuntimeException e) {
            LOG.warn("left without telling the others reason=\"{}\"", e.getMessage());
        }
    }

    /** Stops as a node that is killed: the others find out by its silence. */
    void abandon() {
        end();
    }

    private boolean end() {
        if (thread.isShutdown()) {
            return false;
        }
        thread.execute(() -> {
            ended = true;
            hold(Held.nothing(System.nanoTime()));
            changes.tryEmitComplete();
        });
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
