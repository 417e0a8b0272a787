package org.reactiveacs.store.redis.link;

import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Runs calls until they are answered, cannot be, or took too long. */
final class Caller {

    /** How often a call follows a slot that is on the move. */
    private static final int REDIRECTIONS = 5;

    private final Wire wire;
    private final Function<Call, CompletionStage<@Nullable Object>> way;
    private final EventExecutorGroup timer;
    private final Duration patience;
    private volatile boolean closed;

    /**
     * @param way how one try is made
     * @param timer waits between tries
     * @param patience for how long a call is tried again
     */
    Caller(
            Wire wire,
            Function<Call, CompletionStage<@Nullable Object>> way,
            EventExecutorGroup timer,
            Duration patience) {
        this.wire = wire;
        this.way = way;
        this.timer = timer;
        this.patience = patience;
    }

    Mono<Object> run(Script script, List<byte[]> keys, List<byte[]> args) {
        return Mono.create(sink -> new Run(new Call(script, keys, args), sink).tryNow());
    }

    /** Ends all tries. */
    void close() {
        closed = true;
    }

    private final class Run {
        private final Call call;
        private final MonoSink<Object> sink;
        private @Nullable Backoff backoff;
        private int redirections;
        private volatile boolean cancelled;

        Run(Call call, MonoSink<Object> sink) {
            this.call = call;
            this.sink = sink;
            sink.onCancel(() -> cancelled = true);
        }

        void tryNow() {
            if (cancelled) {
                return;
            }
            if (closed) {
                sink.error(new StoreException("the store is closed"));
                return;
            }
            CompletionStage<@Nullable Object> answer;
            try {
                answer = way.apply(call);
            } catch (RuntimeException e) {
                failed(e);
                return;
            }
            answer.whenComplete((value, error) -> {
                if (error != null) {
                    failed(Trouble.cause(error));
                } else if (value == null) {
                    sink.success();
                } else {
                    sink.success(value);
                }
            });
        }

        private void failed(Throwable error) {
            if (error instanceof StoreException) {
                sink.error(error);
                return;
            }
            switch (Trouble.of(error)) {
                case UNKNOWN_SCRIPT -> {
                    call.sendWhole();
                    tryNow();
                }
                case ASK -> {
                    var target = target(error);
                    if (target != null && ++redirections <= REDIRECTIONS) {
                        call.ask(target);
                        tryNow();
                    } else {
                        later(error);
                    }
                }
                case MOVED -> {
                    wire.lookAgain();
                    later(error);
                }
                case PASSING -> later(error);
                case LASTING -> sink.error(failure(error));
            }
        }

        private void later(Throwable error) {
            call.ask(null);
            if (backoff == null) {
                backoff = new Backoff(patience, System.nanoTime());
            }
            long wait = backoff.next(System.nanoTime());
            if (wait < 0) {
                sink.error(failure(error));
                return;
            }
            try {
                timer.schedule(this::tryNow, wait, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                sink.error(new StoreException("the store is closed", e));
            }
        }

        private StoreException failure(Throwable error) {
            return new StoreException("Redis did not run " + call.script() + ": " + error.getMessage(), error);
        }
    }

    /** From {@code ASK 3999 127.0.0.1:6381}; null where the node does not know the other's address yet. */
    private static RedisUrl.@Nullable Server target(Throwable error) {
        var message = String.valueOf(error.getMessage());
        var address = message.substring(message.lastIndexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        return colon < 1
                ? null
                : new RedisUrl.Server(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
