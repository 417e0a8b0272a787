package org.reactiveacs.simulator.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts one body after the other and hands over the answers. One connection for all, a new one only when the server
 * closed it. Belongs to one event loop.
 */
final class HttpExchange implements Inbound.Receiver {
    private final CpeLine line;
    private final Answers answers;
    private @Nullable Channel channel;
    private @Nullable AcsUrl connected;
    private @Nullable ScheduledFuture<?> timeout;
    private Manner manner = Manner.ORDINARY;
    private boolean isWaiting;
    private boolean isClosed;

    /** Takes what comes back. */
    interface Answers {
        /** An answer; the response is released afterwards. */
        void answered(FullHttpResponse response);

        /** No answer will come. */
        void failed(Ending ending, String reason);
    }

    HttpExchange(CpeLine line, Answers answers) {
        this.line = line;
        this.answers = answers;
    }

    /** Posts a request in a certain manner. */
    void post(AcsUrl url, OutgoingRequest request, Manner how) {
        isWaiting = true;
        manner = how;
        if (channel == null && line.kept() != null) {
            adopt(line.kept().take(url), url);
        }
        Channel open = channel;
        if (open != null && open.isActive()) {
            write(open, request);
        } else {
            Sockets sockets = line.network().sockets();
            sockets.acquire(line.loop(), () -> connect(url, request));
        }
    }

    private void adopt(@Nullable Channel kept, AcsUrl url) {
        if (kept != null) {
            channel = kept;
            connected = url;
            kept.pipeline().addLast("answers", new Inbound(this));
        }
    }

    private void connect(AcsUrl url, OutgoingRequest request) {
        Sockets sockets = line.network().sockets();
        if (isClosed) {
            sockets.release();
            return;
        }
        line.network()
                .bootstrap(line.loop())
                .handler(new ConnectionPipeline(line.network(), url, this))
                .connect(url.address(), line.source() == null ? null : new InetSocketAddress(line.source(), 0))
                .addListener((ChannelFuture connecting) -> {
                    if (!connecting.isSuccess()) {
                        sockets.release();
                        fail(
                                Ending.NO_CONNECTION,
                                "cannot connect to " + url.host() + ": " + reason(connecting.cause()));
                        return;
                    }
                    Channel made = connecting.channel();
                    made.closeFuture().addListener(closed -> sockets.gone(made));
                    if (isClosed) {
                        made.close();
                    } else {
                        channel = made;
                        connected = url;
                        write(made, request);
                    }
                });
    }

    /** Nothing is handed over any more; the connection is closed unless it is kept for the next session. */
    void close(boolean mayKeep) {
        isClosed = true;
        boolean isIdle = !isWaiting;
        stopWaiting();
        if (channel == null) {
            return;
        }
        if (mayKeep && isIdle && line.kept() != null && connected != null && channel.isActive()) {
            line.kept().keep(channel, connected);
        } else {
            channel.close();
        }
    }

    /** The next body goes over a new connection. */
    void forgetConnection() {
        if (channel != null) {
            Channel old = channel;
            channel = null;
            old.close();
        }
    }

    private void write(Channel open, OutgoingRequest request) {
        long millis = line.network().answerTimeout().toMillis();
        timeout = line.loop()
                .schedule(
                        () -> fail(Ending.NO_ANSWER, "no answer within " + millis / 1000 + " s"),
                        millis,
                        TimeUnit.MILLISECONDS);
        request.send(open, manner);
    }

    @Override
    public void received(FullHttpResponse response) {
        if (!isWaiting) {
            return;
        }
        if (manner == Manner.LOST_ANSWER) {
            forgetConnection();
            fail(Ending.CUT_OFF, "the answer was lost");
            return;
        }
        stopWaiting();
        if (!HttpUtil.isKeepAlive(response)) {
            forgetConnection();
        }
        answers.answered(response);
    }

    @Override
    public void closed(Channel gone) {
        if (gone == channel) {
            fail(Ending.CUT_OFF, "the connection was closed without an answer");
        }
    }

    @Override
    public void broken(Throwable cause) {
        fail(Ending.CUT_OFF, "connection broken: " + reason(cause));
    }

    private void fail(Ending ending, String reason) {
        if (isWaiting) {
            stopWaiting();
            answers.failed(ending, reason);
        }
    }

    private void stopWaiting() {
        isWaiting = false;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    /** What the innermost cause says; those around it only tell that something failed. */
    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }
}
