package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The link of a node to Redis, alone, behind Sentinels or a Cluster. Thread-safe.
 *
 * <p>Whoever asks on an event loop that has a connection of its own is answered there, as a rule; anybody else on Lettuce's
 * two event loops ({@code lettuce-epollEventLoop-*} or {@code lettuce-nioEventLoop-*}). Whoever needs more than some
 * microseconds goes on elsewhere, and nobody blocks there.
 * Errors are {@link StoreException}s; whether a write stands is then unknown, and the same operation id finds out.
 */
public final class RedisLink implements AutoCloseable {

    /** For how long a call is tried again. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int ASK_AGAIN = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

    private final ClientResources resources;
    private final Connector connector;
    private final Terms terms;
    private final Line line;
    private final Line durableLine;
    private final Caller durableCaller;
    private final LoopLines loopLines;

    private RedisLink(RedisSettings settings, ClientResources resources, Connector connector, Around around) {
        this.resources = resources;
        this.connector = connector;
        this.terms = new Terms(settings.replicas(), settings.commandTimeout());
        var timer = resources.eventExecutorGroup();
        var patience = around.patience();
        this.line = Line.open(connector, timer, patience);
        this.durableLine = Line.open(connector, timer, patience);
        var wire = durableLine.wire();
        var lanes = new DurableLanes(wire, terms.replicas(), terms.waitMillis());
        this.durableCaller = new Caller(wire, lanes::submit, timer, patience);
        this.loopLines = new LoopLines(settings, resources, around.loops(), patience);
    }

    private record Terms(int replicas, Duration commandTimeout) {
        /** A WAIT ends before its command does, so that how many replicas have the write is told. */
        long waitMillis() {
            return commandTimeout.toMillis() / 2;
        }
    }

    private record Around(Iterable<EventExecutor> loops, Duration patience) {}

    /**
     * Connects; blocks until it has.
     *
     * @param loops each gets connections of its own; whoever asks on one is answered there. They stay open, and must not
     *     end before the link is closed
     * @throws StoreException if Redis cannot be reached: the message says where it was looked for, and why
     */
    public static RedisLink open(RedisSettings settings, EventLoopGroup loops) {
        return open(settings, new Around(loops, PATIENCE));
    }

    /** As {@link #open(RedisSettings, EventLoopGroup)} for those that have no event loops. */
    public static RedisLink open(RedisSettings settings) {
        return open(settings, PATIENCE);
    }

    /** As {@link #open(RedisSettings)}, trying calls again for {@code patience}. */
    public static RedisLink open(RedisSettings settings, Duration patience) {
        return open(settings, new Around(List.of(), patience));
    }

    private static RedisLink open(RedisSettings settings, Around around) {
        var resources = Lettuce.resources();
        @Nullable Connector connector = null;
        try {
            connector = Connector.of(settings, resources);
            return new RedisLink(settings, resources, connector, around);
        } catch (RedisException e) {
            end(connector, resources);
            throw new StoreException("cannot reach Redis at " + settings.parsed() + ": " + reason(e), e);
        } catch (RuntimeException e) {
            end(connector, resources);
            throw e;
        }
    }

    /** Lettuce says little itself; what says more is below. */
    private static String reason(Throwable error) {
        var cause = error.getCause();
        return cause == null || cause == error ? String.valueOf(error.getMessage()) : reason(cause);
    }

    /**
     * Runs a script: {@code byte[]}, {@code Long} or a list of these and nulls, nested as the script returned it; empty for
     * nil. It is run again after a connection was cut, although it may have run (see {@link Script}).
     *
     * @param keys at least one, all of one hash tag
     */
    public Mono<Object> run(Script script, List<byte[]> keys, List<byte[]> args) {
        return Mono.defer(() -> here().caller().run(script, keys, args));
    }

    /**
     * As {@link #run}, over a connection for such writes alone if any replicas are to be waited for; the answer comes once as many replicas as the settings say
     * have what the script wrote. Writes that come together share one WAIT. When too few replicas acknowledge in half the
     * command time-out, the write stands at the primary, and the error says that it is not known to be on its replicas.
     */
    public Mono<Object> runDurably(Script script, List<byte[]> keys, List<byte[]> args) {
        return terms.replicas() == 0 ? run(script, keys, args) : durableCaller.run(script, keys, args);
    }

    /**
     * A plain command that does no harm when it comes twice, sent to the node that has the key; empty for nil. It is tried
     * again as scripts are.
     */
    public <T> Mono<T> ask(Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
        return Mono.<T>fromCompletionStage(() -> command.apply(commands()))
                .retryWhen(Retry.backoff(ASK_AGAIN, FIRST_WAIT)
                        .maxBackoff(LONGEST_WAIT)
                        .filter(error -> Trouble.of(Trouble.cause(error)) == Trouble.PASSING)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorMap(
                        error -> !(error instanceof StoreException),
                        error -> new StoreException(
                                "Redis did not answer: " + Trouble.cause(error).getMessage(), error));
    }

    /**
     * Plain commands, sent to the node that has the key. They are not tried again, and their errors are Lettuce's.
     */
    public RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return here().wire().commands();
    }

    /** Connections of their own, for commands that block. Blocks until they are there; to be closed by who asked. */
    public Side side() {
        try {
            return new Side(connector.connect());
        } catch (RedisException e) {
            throw new StoreException("cannot reach Redis: " + reason(e), e);
        }
    }

    /** How long a command may take, and so for how long one may block. */
    public Duration commandTimeout() {
        return terms.commandTimeout();
    }

    /** Whether all primaries answer. Known within about a second. */
    public boolean isUp() {
        return line.isAlive() && durableLine.isAlive() && loopLines.areAlive();
    }

    /** The connections of whoever asks. */
    private Line here() {
        var here = loopLines.here();
        return here == null ? line : here;
    }

    @Override
    public void close() {
        durableCaller.close();
        loopLines.close();
        line.close();
        durableLine.close();
        end(connector, resources);
    }

    private static void end(@Nullable Connector connector, ClientResources resources) {
        if (connector != null) {
            connector.close();
        }
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
