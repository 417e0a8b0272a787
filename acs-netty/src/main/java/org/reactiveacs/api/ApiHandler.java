package org.reactiveacs.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.StoreException;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** From a request to its answer: route, token, body, resource; and from any error to its problem. */
final class ApiHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private static final Duration STUCK = Duration.ofSeconds(30);

    private final Router router;
    private final ApiParts parts;
    private final Scheduler work;

    /**
     * A handler.
     *
     * @param work where requests are answered: neither the listener's loops nor the store's threads are kept waiting
     */
    ApiHandler(Router router, ApiParts parts, Scheduler work) {
        this.router = router;
        this.parts = parts;
        this.work = work;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return Mono.defer(() -> answer(request))
                .onErrorResume(error -> Mono.just(problem(error, request).response()))
                .flatMap(answer -> send(answer, request, response));
    }

    private Mono<ApiResponse> answer(HttpServerRequest request) {
        var actor = parts.access().actor(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION));
        var publicly = Actor.operator("anonymous");
        Router.Found found;
        try {
            found = router.find(request.method().name(), request.uri());
        } catch (Problem problem) {
            // Strangers learn nothing of what there is.
            throw actor.isPresent() ? problem : unauthorized();
        }
        if (actor.isEmpty() && !found.route().isPublic()) {
            throw unauthorized();
        }
        Negotiation.checkAccept(
                request.requestHeaders().get(HttpHeaderNames.ACCEPT),
                found.route().produces());
        var query = Query.parse(request.uri());
        query.allow(found.route().parameters());
        var headers = request.requestHeaders();
        return RequestBody.read(
                        request, found.route().maxBodies() * parts.settings().maxBodyBytes())
                .publishOn(work)
                .flatMap(body -> {
                    if (body.length > 0) {
                        Negotiation.checkContentType(
                                headers.get(HttpHeaderNames.CONTENT_TYPE),
                                found.route().takes());
                    }
                    return found.route()
                            .handler()
                            .answer(new ApiRequest(actor.orElse(publicly), found.values(), query, headers, body));
                });
    }

    private static Problem unauthorized() {
        return new Problem(Problem.Type.UNAUTHORIZED, "send the administrator's token: Authorization: Bearer TOKEN")
                .withHeader("WWW-Authenticate", "Bearer");
    }

    private static Problem problem(Throwable error, HttpServerRequest request) {
        if (error instanceof Problem problem) {
            return problem;
        }
        if (error instanceof DeviceQuery.BadCursor) {
            return Problem.parameter("cursor", String.valueOf(error.getMessage()));
        }
        if (error instanceof RejectedExecutionException) {
            return new Problem(Problem.Type.UNAVAILABLE, "more requests come than can be answered")
                    .withHeader("Retry-After", "5");
        }
        if (error instanceof StoreException) {
            LOG.warn("api request not answered: store unavailable cause={}", error.getMessage());
            return new Problem(Problem.Type.UNAVAILABLE, "the store does not take requests now; try again")
                    .withHeader("Retry-After", "2");
        }
        LOG.error("api request failed method={} path={}", request.method(), request.path(), error);
        return new Problem(Problem.Type.INTERNAL, "the cause stands in the server's log");
    }

    private static Mono<Void> send(ApiResponse answer, HttpServerRequest request, HttpServerResponse response) {
        response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (answer.status() == 204) {
            return response.send().then();
        }
        response.header(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        var stream = answer.stream();
        if (stream != null) {
            return request.method().equals(HttpMethod.HEAD)
                    ? response.send().then()
                    : response.sendHeaders()
                            .then()
                            .thenMany(written(stream, response))
                            .then()
                            .doOnError(
                                    error -> !(error instanceof ClosedChannelException), // the client has left
                                    error -> LOG.warn(
                                            "api answer broken off path={} reason=\"{}\"",
                                            request.path(),
                                            error.getMessage()));
        }
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
        return request.method().equals(HttpMethod.HEAD)
                ? response.send().then()
                : response.send(ByteBufFlux.fromInbound(Mono.just(answer.body())))
                        .then();
    }

    /** One piece after the other: what waits for a slow client is one piece, and a client that takes none for long is cut off. */
    private static Flux<Void> written(Publisher<byte[]> stream, HttpServerResponse response) {
        return Flux.from(stream).concatMap(piece -> written(piece, response).timeout(STUCK), 1);
    }

    /** On the connection itself: once headers are sent, what the response sends one by one is not written. */
    private static Mono<Void> written(byte[] piece, HttpServerResponse response) {
        return FutureMono.deferFuture(() -> {
            var channel = new AtomicReference<@Nullable Channel>();
            response.withConnection(connection -> channel.set(connection.channel()));
            return Objects.requireNonNull(channel.get())
                    .writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
        });
    }
}
