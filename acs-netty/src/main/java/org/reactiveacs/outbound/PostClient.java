package org.reactiveacs.outbound;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Posts JSON over HTTP. Follows no redirect, and reads no more of an answer than is allowed. Thread-safe. */
public final class PostClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final int HEAD_BYTES = 8192;

    private final Settings settings;
    private final LoopResources loops;
    private final ConnectionProvider connections;
    private final TargetResolvers resolvers;
    private final HttpClient client;

    /**
     * How it calls.
     *
     * @param name of its threads and of what it is for
     * @param targets where it may call
     * @param trust who may have signed the certificates; Java's own authorities if empty
     * @param connections at a time to one place; as many requests again wait, and others fail
     * @param longestWait of those that wait
     * @param answerBytes of one answer
     */
    public record Settings(
            String name,
            Targets targets,
            Optional<TrustManager> trust,
            int connections,
            Duration longestWait,
            int answerBytes) {}

    /**
     * An answer that came whole.
     *
     * @param retryAfter the header of that name, empty if there is none
     */
    public record Received(int status, String body, String retryAfter) {}

    /** An answer is longer than it may be. */
    public static final class OversizedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        OversizedException(int status) {
            super("too long");
            this.status = status;
        }

        /** The status of the answer. */
        public int status() {
            return status;
        }
    }

    public PostClient(Settings settings) {
        this.settings = settings;
        this.loops = LoopResources.create(settings.name(), 1, true);
        this.connections = ConnectionProvider.builder(settings.name())
                .maxConnections(settings.connections())
                .pendingAcquireMaxCount(settings.connections())
                .pendingAcquireTimeout(settings.longestWait())
                .maxIdleTime(IDLE)
                .build();
        this.resolvers = new TargetResolvers(resolver(), settings.targets());
        this.client = secured(HttpClient.create(connections)
                .runOn(loops)
                .resolver(resolvers)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .httpResponseDecoder(
                        decoder -> decoder.maxInitialLineLength(HEAD_BYTES).maxHeaderSize(HEAD_BYTES)));
    }

    private DnsAddressResolverGroup resolver() {
        return new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelFactory(() -> loops.onChannel(
                        io.netty.channel.socket.DatagramChannel.class, loops.onClient(LoopResources.DEFAULT_NATIVE)))
                .queryTimeoutMillis(CONNECT_MILLIS));
    }

    private HttpClient secured(HttpClient plain) {
        if (settings.trust().isEmpty()) {
            return plain;
        }
        try {
            var context = SslContextBuilder.forClient()
                    .trustManager(settings.trust().get())
                    .build();
            return plain.secure(spec -> spec.sslContext(context));
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up for " + settings.name(), e);
        }
    }

    /** Whether the URL holds an address, which is not looked up, that may not be called. */
    public boolean isForbidden(URI url) {
        // Read as the client reads it, which passes over a zone: [::1%lo] is this machine, too.
        var address = NetUtil.createByteArrayFromIpAddressString(url.getHost());
        return address != null && !settings.targets().allow(Targets.ofBytes(address));
    }

    /**
     * Posts, and gives the answer whatever its status; an error if none came whole in time.
     *
     * @param more headers
     */
    public Mono<Received> post(URI url, byte[] body, Map<String, String> more, Duration timeout) {
        return client.headers(headers -> head(headers, more, body.length))
                .post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response(this::received)
                .single()
                .timeout(timeout);
    }

    private static void head(HttpHeaders headers, Map<String, String> more, int length) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.ACCEPT, "application/json")
                .set(HttpHeaderNames.USER_AGENT, "ReactiveACS")
                .set(HttpHeaderNames.CONTENT_LENGTH, length);
        more.forEach(headers::set);
    }

    private Mono<Received> received(HttpClientResponse response, reactor.netty.ByteBufFlux content) {
        int status = response.status().code();
        return Flux.from(content)
                .reduce(new ByteArrayOutputStream(), (all, part) -> {
                    if (all.size() + part.readableBytes() > settings.answerBytes()) {
                        throw reactor.core.Exceptions.propagate(new OversizedException(status));
                    }
                    var bytes = new byte[part.readableBytes()];
                    part.readBytes(bytes);
                    all.writeBytes(bytes);
                    return all;
                })
                .map(all -> new Received(
                        status,
                        all.toString(StandardCharsets.UTF_8),
                        response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER, "")));
    }

    @Override
    public void close() {
        connections.disposeLater().block(STOP_WITHIN);
        resolvers.close();
        loops.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN.plus(STOP_WITHIN));
    }
}
