package org.reactiveacs.hooks;

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
import javax.net.ssl.SSLException;
import org.reactiveacs.outbound.TargetResolvers;
import org.reactiveacs.policy.Hook;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Posts questions over HTTP. Follows no redirect, and reads no more of an answer than is allowed. Thread-safe. */
final class HookClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final int HEAD_BYTES = 8192;

    private final HookSettings settings;
    private final LoopResources loops;
    private final ConnectionProvider connections;
    private final TargetResolvers resolvers;
    private final HttpClient client;

    /** An answer that came whole. */
    record Received(int status, String body) {}

    /** An answer is longer than it may be. */
    static final class OversizedException extends IOException {
        private static final long serialVersionUID = 1L;

        OversizedException() {
            super("too long");
        }
    }

    HookClient(HookSettings settings) {
        this.settings = settings;
        int most = settings.bounds().connections();
        this.loops = LoopResources.create("hooks", 1, true);
        this.connections = ConnectionProvider.builder("hooks")
                .maxConnections(most)
                .pendingAcquireMaxCount(most)
                .pendingAcquireTimeout(Hook.MOST_TIMEOUT)
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
            throw new IllegalStateException("TLS cannot be set up for hooks", e);
        }
    }

    /** Whether the URL holds an address, which is not looked up, that may not be called. */
    boolean isForbidden(URI url) {
        var host = url.getHost();
        var plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var address = NetUtil.createInetAddressFromIpAddressString(plain);
        return address != null && !settings.targets().allow(address);
    }

    /** Asks, and gives the answer whatever its status; an error if none came whole in time. */
    Mono<Received> post(Hook hook, byte[] body, String signature) {
        return client.headers(headers -> head(headers, signature, body.length))
                .post()
                .uri(hook.url())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .response(this::received)
                .single()
                .timeout(hook.timeout());
    }

    private static void head(HttpHeaders headers, String signature, int length) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.ACCEPT, "application/json")
                .set(HttpHeaderNames.USER_AGENT, "ReactiveACS")
                .set(HttpHeaderNames.CONTENT_LENGTH, length)
                .set(HookSignature.HEADER, signature);
    }

    private Mono<Received> received(HttpClientResponse response, reactor.netty.ByteBufFlux content) {
        int most = settings.bounds().answerBytes();
        return Flux.from(content)
                .reduce(new ByteArrayOutputStream(), (all, part) -> {
                    if (all.size() + part.readableBytes() > most) {
                        throw reactor.core.Exceptions.propagate(new OversizedException());
                    }
                    var bytes = new byte[part.readableBytes()];
                    part.readBytes(bytes);
                    all.writeBytes(bytes);
                    return all;
                })
                .map(all -> new Received(response.status().code(), all.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        connections.disposeLater().block(STOP_WITHIN);
        resolvers.close();
        loops.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN.plus(STOP_WITHIN));
    }
}
