package org.reactiveacs.store.redis.cluster;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.Script;
import org.reactiveacs.store.redis.link.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's stream, read without end by one thread on connections of its own. Where it stands survives a lost connection;
 * a stream that nobody reads for ten minutes is gone.
 */
final class Mailbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final Script MAKE = Script.of(Mailbox.class, "mailbox.lua");
    private static final byte[] KEEP_SECONDS = "600".getBytes(StandardCharsets.US_ASCII);
    private static final long RENEW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int AT_ONCE = 512;

    private final RedisLink link;
    private final byte[] key;
    private final XReadArgs how;
    private final Consumer<Map<byte[], byte[]>> reader;
    private final Side side;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "acs-mail"));
    private volatile boolean closed;

    // Touched by the thread alone.
    private @Nullable StreamId cursor;
    private long renewed;

    /**
     * @param block how long to wait for a letter at a time: less than a command may take
     * @param reader is given each letter, on the mailbox's thread
     */
    Mailbox(RedisLink link, byte[] key, Duration block, Consumer<Map<byte[], byte[]>> reader) {
        this.link = link;
        this.key = key;
        this.how = XReadArgs.Builder.block(block).count(AT_ONCE);
        this.reader = reader;
        this.side = link.side();
        thread.execute(this::make);
    }

    private void make() {
        link.run(MAKE, List.of(key), List.of(KEEP_SECONDS))
                .subscribe(last -> onThread(() -> made((byte[]) last)), error -> onThread(() -> failed(error)));
    }

    private void made(byte[] lastId) {
        var last = StreamId.parse(new String(lastId, StandardCharsets.US_ASCII));
        if (cursor == null || last.compareTo(cursor) < 0) {
            cursor = last; // A new stream, which begins anew.
        }
        renewed = System.nanoTime();
        read(cursor);
    }

    @SuppressWarnings("unchecked") // One offset as varargs.
    private void read(StreamId after) {
        if (closed) {
            return;
        }
        side.commands()
                .xread(how, XReadArgs.StreamOffset.from(key, after.toString()))
                .whenComplete((letters, error) -> onThread(() -> {
                    if (error == null) {
                        arrived(letters, after);
                    } else {
                        failed(
                                error instanceof CompletionException && error.getCause() != null
                                        ? error.getCause()
                                        : error);
                    }
                }));
    }

    private void arrived(@Nullable List<StreamMessage<byte[], byte[]>> letters, StreamId after) {
        var last = after;
        for (var letter : letters == null ? List.<StreamMessage<byte[], byte[]>>of() : letters) {
            last = StreamId.parse(letter.getId());
            cursor = last;
            try {
                reader.accept(letter.getBody());
            } catch (RuntimeException e) {
                LOG.error("letter not delivered id={}", last, e); // The next ones are.
            }
        }
        if (System.nanoTime() - renewed > RENEW_NANOS) {
            make();
        } else {
            read(last);
        }
    }

    private void failed(Throwable error) {
        if (closed) {
            return;
        }
        LOG.debug("mail not read reason=\"{}\"", error.getMessage());
        if (error instanceof RedisCommandTimeoutException) {
            side.renew();
        }
        thread.schedule(this::make, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onThread(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("mail answered after the end");
        }
    }

    @Override
    public void close() {
        closed = true;
        side.close();
        thread.shutdownNow();
        link.commands().del(key);
    }
}
