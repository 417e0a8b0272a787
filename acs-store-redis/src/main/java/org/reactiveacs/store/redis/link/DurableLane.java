package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;

/**
 * Writes to one node that are answered once its replicas have them. WAIT blocks its connection, so writes go in batches:
 * all that came while the batch before was under way, then one WAIT for them together.
 *
 * <p>Before the WAIT a mark is written. WAIT asks for what its own connection has written, and a script that finds its
 * operation recorded writes nothing; the mark makes that WAIT cover the first, unanswered run on a lost connection, too.
 */
final class DurableLane {

    /** Writes that may wait. One more is refused. */
    static final int QUEUE = 16_384;

    private static final int BATCH = 512;

    /** Marks are of no use after their WAIT. */
    private static final SetArgs MARK = SetArgs.Builder.ex(3600);

    private final Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connection;
    private final MarkKeys markKeys;
    private final int replicas;
    private final long waitMillis;
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private boolean underWay;

    private record Entry(Call call, CompletableFuture<@Nullable Object> answer) {}

    /** A write under way: what the script answered is not yet told. */
    private record Sent(Entry entry, CompletableFuture<@Nullable Object> result) {}

    DurableLane(
            Supplier<CompletionStage<StatefulRedisConnection<byte[], byte[]>>> connection,
            MarkKeys markKeys,
            int replicas,
            long waitMillis) {
        this.connection = connection;
        this.markKeys = markKeys;
        this.replicas = replicas;
        this.waitMillis = waitMillis;
    }

    /** The script's answer, once the replicas have what it wrote. */
    CompletionStage<@Nullable Object> submit(Call call) {
        var entry = new Entry(call, new CompletableFuture<>());
        synchronized (waiting) {
            if (waiting.size() >= QUEUE) {
                return CompletableFuture.failedFuture(
                        new StoreException("the store has more to write durably than its replicas can take"));
            }
            waiting.add(entry);
            if (underWay) {
                return entry.answer();
            }
            underWay = true;
        }
        next();
        return entry.answer();
    }

    private void next() {
        var batch = new ArrayList<Entry>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                underWay = false;
                return;
            }
        }
        CompletionStage<StatefulRedisConnection<byte[], byte[]>> node;
        try {
            node = connection.get();
        } catch (RuntimeException e) {
            node = CompletableFuture.failedFuture(e);
        }
        node.whenComplete((open, error) -> {
            if (error == null) {
                send(open, batch);
            } else {
                next(() -> batch.forEach(entry -> entry.answer().completeExceptionally(error)));
            }
        });
    }

    private void send(StatefulRedisConnection<byte[], byte[]> node, List<Entry> batch) {
        var sent = new ArrayList<Sent>(batch.size());
        try {
            for (var entry : batch) {
                sent.add(new Sent(entry, entry.call().sendTo(node).toCompletableFuture()));
            }
            var markKey = markKeys.next(batch.get(0).call().key());
            var mark = node.async().set(markKey, new byte[0], MARK).toCompletableFuture();
            var wait = node.async().waitForReplication(replicas, waitMillis).toCompletableFuture();
            // Answers come in the order of the commands, so with this one all are there, or the connection is gone.
            wait.whenComplete((count, error) -> next(() -> tell(sent, verdict(mark, count, error))));
        } catch (RuntimeException e) { // Not sent, or not all of it; the lane goes on.
            next(() -> batch.forEach(entry -> entry.answer().completeExceptionally(e)));
        }
    }

    /** Tells what became of a batch when the next is on its way. */
    private void next(Runnable tell) {
        next();
        tell.run();
    }

    /** What speaks against the batch's durability; null when nothing does. */
    private @Nullable Throwable verdict(CompletableFuture<?> mark, @Nullable Long count, @Nullable Throwable error) {
        if (error != null) {
            var cause = Trouble.cause(error);
            return cause instanceof RedisCommandTimeoutException ? unknown("no answer in time", cause) : cause;
        }
        if (mark.isCompletedExceptionally()) {
            markKeys.rotate();
            return mark.handle((ok, why) -> Trouble.cause(why)).join();
        }
        return count != null && count >= replicas
                ? null
                : unknown(count + " of " + replicas + " acknowledged it within " + waitMillis + " ms", null);
    }

    private static StoreException unknown(String why, @Nullable Throwable cause) {
        var message = "the write is not known to be on its replicas: " + why;
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }

    private static void tell(List<Sent> sent, @Nullable Throwable verdict) {
        for (var one : sent) {
            one.result().whenComplete((value, error) -> {
                if (error != null) {
                    one.entry().answer().completeExceptionally(Trouble.cause(error));
                } else if (verdict != null) {
                    one.entry().answer().completeExceptionally(verdict);
                } else {
                    one.entry().answer().complete(value);
                }
            });
        }
    }
}
