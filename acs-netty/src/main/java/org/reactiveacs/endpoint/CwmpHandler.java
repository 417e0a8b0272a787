package org.reactiveacs.endpoint;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.tracing.MessageSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * One connection of a CPE: takes a request, feeds its body to the reader as it arrives, has it answered, and takes the
 * next. What comes while an answer is being found waits, and nothing more is read from the socket then. Few CPEs send
 * ahead, so reading is only stopped for those that do.
 */
final class CwmpHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(CwmpHandler.class);

    private final Endpoint endpoint;
    private final ConnectionFacts facts;
    private final Scheduler loop;
    private @Nullable Exchange exchange;

    /** Null on a connection that many share, and before the first session. */
    private @Nullable GivenCookie given;

    /** What came ahead, null for a CPE that never sent ahead. */
    private @Nullable Queue<Object> waiting;

    private boolean answering;
    private boolean closing;

    CwmpHandler(Endpoint endpoint, ConnectionFacts facts, Scheduler loop) {
        this.endpoint = endpoint;
        this.facts = facts;
        this.loop = loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        endpoint.connections().idle(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head && Inflation.isNeeded(head, context)) {
            Inflation.begin(head, context);
        } else if (closing) {
            ReferenceCountUtil.release(message);
        } else if (answering) {
            if (waiting == null) {
                waiting = new ArrayDeque<>();
            }
            waiting.add(message);
            context.channel().config().setAutoRead(false);
        } else {
            handle(context, message);
        }
    }

    private void handle(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest head) {
                begin(context, head);
            }
            if (message instanceof HttpContent content && exchange != null) {
                take(context, exchange, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Goes on with what came while an answer was being found. */
    private void goOn(ChannelHandlerContext context) {
        while (!answering && waiting != null && !waiting.isEmpty()) {
            handle(context, waiting.poll());
        }
        if (!answering) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        long began = System.nanoTime();
        if (head.decoderResult().isFailure()) {
            endpoint.metrics().refused("bad-http");
            refuse(context, Responses.text(HttpResponseStatus.BAD_REQUEST, "this is no HTTP/1.1 request"));
            return;
        }
        var peer = endpoint.peer(head, facts);
        var underWay = endpoint.session(head, facts, given);
        boolean readFirst = underWay == null && endpoint.isReadFirst();
        var early = endpoint.earlyAnswer(head, peer, underWay == null && !readFirst);
        if (early != null && early.status().codeClass() == HttpStatusClass.CLIENT_ERROR && endpoint.isBarred(peer)) {
            early.release();
            if (!facts.isShared()) {
                context.close();
                return;
            }
            early = Responses.noMore();
        }
        if (early != null) {
            exchange = new Exchange(head, null, null);
            exchange.early = early;
            if (early.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
                exchange.refused = true;
                endpoint.admission().refused(System.nanoTime() - began);
            }
            if (HttpUtil.is100ContinueExpected(head)) {
                finishEarly(context, exchange, false); // The client waits for leave to send the body; it gets none.
            }
            return;
        }
        var request = endpoint.request(head, facts, peer, underWay);
        if (request.preliminary() instanceof CpeAuthenticator.Preliminary.Challenge challenge
                && request.session() == null) {
            endpoint.metrics().authentication("none", challenge.stale() ? "stale" : "challenged");
            var body = readFirst ? new BodyReader(endpoint.limits(request), request.charset()) : null;
            exchange = new Exchange(head, null, body);
            exchange.early = endpoint.response(new CpeAnswer.Unauthorized(challenge.stale()), context.alloc());
            if (HttpUtil.is100ContinueExpected(head)) {
                finishEarly(context, exchange, true);
                return;
            }
        } else {
            exchange = new Exchange(head, request, new BodyReader(endpoint.limits(request), request.charset()));
            if (HttpUtil.is100ContinueExpected(head)) {
                context.writeAndFlush(ResponseBytes.of(endpoint.goAhead(), true, context.alloc()));
            }
        }
        exchange.readFirst = readFirst;
        exchange.overhearing = endpoint.overhearing(underWay, peer);
        endpoint.connections().start(context.channel());
    }

    private void take(ChannelHandlerContext context, Exchange current, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            endpoint.metrics().refused("bad-http");
            refuse(context, Responses.text(HttpResponseStatus.BAD_REQUEST, "the body is broken"));
            return;
        }
        if (current.overhearing != null) {
            current.overhearing.hear(content.content());
        }
        if (current.body == null || current.broken != null) {
            current.passed += content.content().readableBytes();
            if (current.passed > Endpoint.DRAIN_BYTES) {
                finishEarly(context, current, false);
                return;
            }
        } else {
            long began = current.readFirst ? System.nanoTime() : 0;
            try {
                current.body.feed(content.content());
            } catch (CwmpReadException e) {
                current.broken = e;
            }
            current.readNanos += current.readFirst ? System.nanoTime() - began : 0;
        }
        if (content instanceof LastHttpContent) {
            endpoint.connections().stop(context.channel());
            finish(context, current);
        }
    }

    private void finish(ChannelHandlerContext context, Exchange current) {
        if (current.body == null) {
            finishEarly(context, current, true);
            return;
        }
        Optional<Envelope> message = Optional.empty();
        try {
            if (current.broken == null) {
                message = current.body.finish();
            }
        } catch (CwmpReadException e) {
            current.broken = e;
        }
        if (current.overhearing != null) {
            current.overhearing.isFrom(endpoint.device(current.request, message));
        }
        if (current.readFirst) {
            refuseUnlessAwaited(current, message);
        }
        if (current.early != null) {
            finishEarly(context, current, true);
            return;
        }
        if (current.request == null) {
            throw new IllegalStateException("a request without answer has no head");
        }
        if (current.broken != null) {
            var answer = endpoint.unreadable(current.broken, current.request);
            if (answer instanceof CpeAnswer.BadRequest && endpoint.isBarred(current.request.peer())) {
                bar(context, current);
            } else {
                current.span = endpoint.sessions().traceOfUnreadable(current.request);
                write(context, current, answer);
            }
            return;
        }
        var request = current.request;
        answering = true;
        var turn = endpoint.admission().taken();
        endpoint.sessions()
                .answer(request, message, current.body.digest(), new SessionService.Hand(turn, loop, given))
                .subscribe(
                        answer -> onLoop(context, () -> {
                            turn.ready();
                            current.span = turn.span();
                            write(context, current, answer);
                        }),
                        failure -> onLoop(context, () -> {
                            turn.ready();
                            current.span = turn.span();
                            failed(context, current, request.peer(), failure);
                        }));
    }

    /** There was no room when the request came: then it is refused unless it is from a device that somebody waits for. */
    private void refuseUnlessAwaited(Exchange current, Optional<Envelope> message) {
        var refusal = endpoint.lateRefusal(message);
        if (refusal != null) {
            ReferenceCountUtil.release(current.early);
            current.early = refusal;
            current.refused = true;
            endpoint.admission().refused(current.readNanos);
        }
    }

    private static void onLoop(ChannelHandlerContext context, Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }

    private void failed(ChannelHandlerContext context, Exchange current, Peer peer, Throwable failure) {
        if (failure instanceof StoreException) {
            LOG.warn("store unavailable peer={} reason=\"{}\"", peer, failure.getMessage());
        } else {
            LOG.error("message not answered peer={}", peer, failure);
        }
        endpoint.metrics().refused("store");
        write(context, current, new CpeAnswer.Unavailable());
    }

    private void write(ChannelHandlerContext context, Exchange current, CpeAnswer answer) {
        if (answer instanceof CpeAnswer.Message message && message.session() != null && !facts.isShared()) {
            given = new GivenCookie(message.session(), message.setCookie());
        }
        boolean goesOn = !endpoint.admission().isClosed()
                || answer instanceof CpeAnswer.Message
                || answer instanceof CpeAnswer.Unauthorized;
        var response = endpoint.response(answer, context.alloc());
        tell(current, answer, response);
        send(context, current, response, current.keepAlive && goesOn);
    }

    /** If the session is traced. */
    private static void tell(Exchange current, CpeAnswer answer, FullHttpResponse response) {
        var span = current.span;
        if (span == null) {
            return;
        }
        if (answer instanceof CpeAnswer.Message message) {
            var sent = message.envelope().message();
            span.sends(sent.rpcName());
            if (sent instanceof Fault fault) {
                span.sendsFault(fault.code());
            }
        }
        span.end(new MessageSpan.Exchange(
                response.status().code(),
                current.body == null ? 0 : current.body.bytes(),
                response.content().readableBytes()));
    }

    /** A balancer takes a connection that is closed on it for a broken server, so on its own it gets an answer. */
    private void bar(ChannelHandlerContext context, Exchange current) {
        if (facts.isShared()) {
            send(context, current, Responses.noMore(), current.keepAlive);
        } else {
            context.close(); // What the exchange holds is let go when the channel is.
        }
    }

    private void finishEarly(ChannelHandlerContext context, Exchange current, boolean mayKeepAlive) {
        long began = System.nanoTime();
        var early = current.early;
        if (early == null) {
            if (current.broken == null || current.request == null) {
                throw new IllegalStateException("nothing to answer early with");
            }
            early = endpoint.response(endpoint.unreadable(current.broken, current.request), context.alloc());
        }
        current.early = null;
        boolean stops = endpoint.admission().isClosed() && current.request == null;
        // Who is refused has nothing more to say here for a while; a balancer has, for others.
        boolean leaves = current.refused && !facts.isShared();
        send(context, current, early, mayKeepAlive && current.keepAlive && !stops && !leaves);
        if (current.refused) {
            endpoint.admission().refused(System.nanoTime() - began);
        }
    }

    private void send(ChannelHandlerContext context, Exchange current, FullHttpResponse response, boolean keepAlive) {
        endpoint.connections().stop(context.channel());
        exchange = null;
        if (current.body != null) {
            current.body.close();
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!current.version.isKeepAliveDefault()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        if (current.overhearing != null) {
            current.overhearing.answered(response);
        }
        var written = context.writeAndFlush(ResponseBytes.of(response, !current.isHead, context.alloc()));
        if (answering) {
            written.addListener(done -> endpoint.admission().answered());
        }
        if (!keepAlive) {
            close(context, written);
            return;
        }
        endpoint.connections().idle(context.channel());
        if (answering) {
            answering = false;
            goOn(context);
        }
    }

    private void refuse(ChannelHandlerContext context, FullHttpResponse response) {
        exchange = null;
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        close(context, context.writeAndFlush(ResponseBytes.of(response, true, context.alloc())));
    }

    /** Nothing more is taken from this connection. */
    private void close(ChannelHandlerContext context, ChannelFuture written) {
        closing = true;
        answering = false;
        releaseWaiting();
        LingeringClose.after(written, context);
    }

    private void releaseWaiting() {
        while (waiting != null && !waiting.isEmpty()) {
            ReferenceCountUtil.release(waiting.poll());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        releaseWaiting();
        var current = exchange;
        exchange = null;
        if (current != null) {
            if (current.body != null) {
                current.body.close();
            }
            if (current.early != null) {
                current.early.release();
            }
        }
        // What is under way goes on: its changes stand whether the CPE hears of them or not.
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!answering && exchange != null && cause instanceof io.netty.handler.codec.DecoderException) {
            endpoint.metrics().refused("bad-http");
            refuse(context, Responses.text(HttpResponseStatus.BAD_REQUEST, "the body cannot be decoded"));
            return;
        }
        LOG.debug("connection broken peer={} reason=\"{}\"", facts.peer(), cause.toString());
        context.close();
    }

    /** Whether this is a method that CPEs use. */
    static boolean isPost(HttpRequest head) {
        return HttpMethod.POST.equals(head.method());
    }
}
