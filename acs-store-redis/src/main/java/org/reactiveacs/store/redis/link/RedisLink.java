package org.reactiveacs.store.redis.link;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The link of a node to Redis, alone, behind Sentinels or a Cluster. Thread-safe.
 *
 * <p>Answers come on Lettuce's event loops ({@code lettuce-epollEventLoop-*} or {@code lettuce-nioEventLoop-*}), of which
 * there are two for all connections: whoever needs more than some microseconds goes on elsewhere, and nobody blocks there.
 * Errors are {@link StoreException}s; whether a write stands is then unknown, and the same operation id finds out.
 */
public final class RedisLink implements AutoCloseable {

    /** For how long a call is tried again. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int ASK_AGAIN = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final Supplier<Wire> connect;
    private final Terms terms;
    private final Wire wire;
    private final Wire durableWire;
    private final Caller caller;
    private final Caller durableCaller;
    private final Pulse pulse;
    private final Pulse durablePulse;

    private RedisLink(ClientResources resources, AbstractRedisClient client, Supplier<Wire> connect, Terms terms) {
        this.resources = resources;
        this.client = client;
        this.connect = connect;
        this.terms = terms;
        this.wire = connect.get();
        this.durableWire = connect.get();
        var timer = resources.eventExecutorGroup();
        this.caller = new Caller(wire, call -> call.sendOver(wire.commands()), timer, terms.patience());
        var lanes = new DurableLanes(durableWire, terms.replicas(), terms.waitMillis());
        this.durableCaller = terms.replicas() == 0
                ? new Caller(durableWire, call -> call.sendOver(durableWire.commands()), timer, terms.patience())
                : new Caller(durableWire, lanes::submit, timer, terms.patience());
        this.pulse = new Pulse(wire, timer);
        this.durablePulse = new Pulse(durableWire, timer);
    }

    private record Terms(int replicas, Duration commandTimeout, Duration patience) {
        /** A WAIT ends before its command does, so that how many replicas have the write is told. */
        long waitMillis() {
            return commandTimeout.toMillis() / 2;
        }
    }

    /**
     * Connects; blocks until it has.
     *
     * @throws StoreException if Redis cannot be reached: the message says where it was looked for, and why
     */
    public static RedisLink open(RedisSettings settings) {
        return open(settings, PATIENCE);
    }

    /** As {@link #open(RedisSettings)}, trying calls again for {@code patience}. */
    public static RedisLink open(RedisSettings settings, Duration patience) {
        var resources = Lettuce.resources();
        @Nullable AbstractRedisClient client = null;
        try {
            var terms = new Terms(settings.replicas(), settings.commandTimeout(), patience);
            if (settings.parsed().kind() == RedisUrl.Kind.CLUSTER) {
                var cluster = RedisClusterClient.create(resources, Lettuce.uris(settings));
                client = cluster;
                cluster.setOptions(Lettuce.clusterOptions(settings));
                return new RedisLink(resources, cluster, () -> new ClusterWire(cluster), terms);
            }
            var single = RedisClient.create(resources);
            client = single;
            single.setOptions(Lettuce.options(settings));
            var uri = Lettuce.uri(settings);
            var primary = settings.parsed().servers().get(0);
            return new RedisLink(resources, single, () -> new SingleWire(single, uri, primary), terms);
        } catch (RedisException e) {
            end(client, resources);
            throw new StoreException("cannot reach Redis at " + settings.parsed() + ": " + reason(e), e);
        } catch (RuntimeException e) {
            end(client, resources);
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
        return caller.run(script, keys, args);
    }

    /**
     * As {@link #run}, over a connection for such writes alone; the answer comes once as many replicas as the settings say
     * have what the script wrote. Writes that come together share one WAIT. When too few replicas acknowledge in half the
     * command time-out, the write stands at the primary, and the error says that it is not known to be on its replicas.
     */
    public Mono<Object> runDurably(Script script, List<byte[]> keys, List<byte[]> args) {
        return durableCaller.run(script, keys, args);
    }

    /**
     * A plain command that does no harm when it comes twice, sent to the node that has the key; empty for nil. It is tried
     * again as scripts are.
     */
    public <T> Mono<T> ask(Function<RedisClusterAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> command) {
        return Mono.<T>fromCompletionStage(() -> command.apply(wire.commands()))
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
        return wire.commands();
    }

    /** Connections of their own, for commands that block. Blocks until they are there; to be closed by who asked. */
    public Side side() {
        try {
            return new Side(connect.get());
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
        return pulse.isAlive() && durablePulse.isAlive();
    }

    @Override
    public void close() {
        caller.close();
        durableCaller.close();
        pulse.close();
        durablePulse.close();
        wire.close();
        durableWire.close();
        end(client, resources);
    }

    private static void end(@Nullable AbstractRedisClient client, ClientResources resources) {
        if (client != null) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
