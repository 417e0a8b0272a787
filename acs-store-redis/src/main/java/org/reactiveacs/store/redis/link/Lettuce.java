package org.reactiveacs.store.redis.link;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.OpenSsl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.store.StoreException;

/** How Lettuce is set. */
final class Lettuce {

    /** Commands that may be on their way on one connection. One more is refused. */
    static final int QUEUE = 32_768;

    /** Commands that are written together at most. */
    private static final int TOGETHER = 64;

    private static final int THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration ADAPTIVE_REFRESH = Duration.ofMillis(200);

    private Lettuce() {}

    static ClientResources resources() {
        return DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new WriteTogether())
                .reconnectDelay(
                        Delay.fullJitter(Duration.ofMillis(10), Duration.ofMillis(500), 10, TimeUnit.MILLISECONDS))
                .build();
    }

    /**
     * Has commands that come together written together: Lettuce flushes each, and most come from other threads, so a busy
     * node would make as many system calls as commands, and so would Redis.
     */
    private static final class WriteTogether implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst("together", new FlushConsolidationHandler(TOGETHER, true));
        }
    }

    static ClientOptions options(RedisSettings settings) {
        return fill(ClientOptions.builder(), settings).build();
    }

    static ClusterClientOptions clusterOptions(RedisSettings settings) {
        var builder = ClusterClientOptions.builder();
        fill(builder, settings);
        return builder.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(REFRESH)
                        .adaptiveRefreshTriggersTimeout(ADAPTIVE_REFRESH)
                        .refreshTriggersReconnectAttempts(1)
                        .build())
                .build();
    }

    /**
     * Nothing is sent twice by Lettuce itself: as it rejects commands while disconnected, it fails what a cut connection
     * left open, and {@link Caller} decides. (A replay filter would drop commands that race with the cut, unanswered.)
     */
    private static ClientOptions.Builder fill(ClientOptions.Builder builder, RedisSettings settings) {
        builder.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .build());
        if (settings.parsed().tls()) {
            builder.sslOptions(ssl(settings.access()));
        }
        return builder;
    }

    private static SslOptions ssl(RedisSettings.Access access) {
        var builder = SslOptions.builder().handshakeTimeout(CONNECT_TIMEOUT.multipliedBy(2));
        var provider = OpenSsl.isAvailable() ? builder.openSslProvider() : builder.jdkSslProvider();
        try {
            access.trust().ifPresent(pem -> provider.trustManager(pem.toFile()));
            access.certificate()
                    .ifPresent(pem -> provider.keyManager(
                            pem.toFile(), access.key().orElseThrow().toFile(), null));
        } catch (IllegalArgumentException e) {
            throw new StoreException("the TLS settings of Redis are wrong: " + e.getMessage(), e);
        }
        return provider.build();
    }

    /** The address of a primary, behind Sentinels or not. */
    static RedisURI uri(RedisSettings settings) {
        var url = settings.parsed();
        if (url.kind() != RedisUrl.Kind.SENTINEL) {
            return uris(settings).get(0);
        }
        var builder = RedisURI.builder().withSentinelMasterId(url.primary());
        for (var server : url.servers()) {
            var sentinel = RedisURI.builder().withHost(server.host()).withPort(server.port());
            settings.access().sentinelPassword().ifPresent(sentinel::withPassword);
            builder.withSentinel(dressed(sentinel, settings).build());
        }
        return dressed(authenticated(builder, settings), settings).build();
    }

    /** The addresses of all nodes that are named. */
    static List<RedisURI> uris(RedisSettings settings) {
        return settings.parsed().servers().stream()
                .map(server -> {
                    var builder = RedisURI.builder()
                            .withHost(server.host())
                            .withPort(server.port())
                            .withDatabase(settings.parsed().database());
                    return dressed(authenticated(builder, settings), settings).build();
                })
                .toList();
    }

    private static RedisURI.Builder dressed(RedisURI.Builder builder, RedisSettings settings) {
        var url = settings.parsed();
        return builder.withSsl(url.tls())
                .withVerifyPeer(url.verifyHost() ? SslVerifyMode.FULL : SslVerifyMode.CA)
                .withTimeout(settings.commandTimeout())
                .withClientName("reactive-acs");
    }

    private static RedisURI.Builder authenticated(RedisURI.Builder builder, RedisSettings settings) {
        var url = settings.parsed();
        var password = settings.access().password().orElse(url.password());
        var user = settings.access().user().orElse(url.user());
        if (password != null && user != null) {
            builder.withAuthentication(user, password);
        } else if (password != null) {
            builder.withPassword(password.toCharArray());
        }
        return builder;
    }
}
