package org.reactiveacs.endpoint;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.load.Load;
import org.reactiveacs.load.LoadRules;
import org.reactiveacs.load.LoadWatch;
import org.reactiveacs.load.RetryAfter;
import org.reactiveacs.session.MacPaths;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.store.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener that CPEs call. */
public final class CwmpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CwmpServer.class);

    private static final Duration IDLE_BEYOND_SESSION = Duration.ofSeconds(5);

    /** An Inform mostly takes between 2 and 4 KiB with its headers: it is read at once. */
    private static final RecvByteBufAllocator RECEIVE = new AdaptiveRecvByteBufAllocator(64, 4096, 65_536);

    private final CwmpLoops loops;
    private final Channel listener;
    private final Connections connections;
    private final LiveSessions live;
    private final Load load;
    private final Admission admission;

    /**
     * How to listen and whom to let in.
     *
     * @param path that CPEs post to
     * @param crowd how many are let in
     * @param sessionTimeout silence that ends a session
     */
    public record Settings(
            Listener listener, String path, Crowd crowd, Duration sessionTimeout, Bounds bounds, Devices devices) {}

    /**
     * Where it listens.
     *
     * @param address to bind
     * @param tls empty for plain HTTP
     * @param balancers that may stand before it
     */
    public record Listener(InetSocketAddress address, Optional<SslContext> tls, Balancers balancers) {}

    /**
     * How many are let in, and what becomes of the others.
     *
     * @param maxSessions sessions open at once
     * @param rules by which new sessions are refused under load
     * @param backlog connections that the kernel holds until they are accepted
     * @param retryAfter when those who are refused are to come again
     */
    public record Crowd(int maxSessions, LoadRules rules, int backlog, RetryAfter retryAfter) {}

    /** What one request may take, and how long a TLS handshake. */
    public record Bounds(CwmpLimits message, int maxHeaderBytes, Duration requestTimeout, Duration handshakeTimeout) {}

    /** How devices are told apart and judged. */
    public record Devices(IdentityScheme identity, Arrival.Rules rules, MacPaths macPaths) {}

    /**
     * Binds the listener.
     *
     * @throws io.netty.channel.ChannelException if the address cannot be bound
     */
    public CwmpServer(Settings settings, KeyRing keys, Around around) {
        var metrics = around.metrics();
        live = new LiveSessions(metrics, around.traces(), around.store().isShared());
        load = new Load(settings.crowd().rules(), metrics);
        admission = new Admission(settings.crowd().maxSessions(), live::count, around.store()::isReady, load);
        var cookies = new SessionCookies(keys);
        var sessions = new SessionService(
                new SessionEngine(
                        new SessionEngine.Settings(
                                settings.sessionTimeout(), settings.devices().macPaths()),
                        around.standards()),
                around,
                cookies,
                live,
                admission,
                new Informs.Settings(
                        settings.devices().identity(),
                        settings.devices().rules(),
                        settings.devices().macPaths()));
        connections = new Connections(
                settings.bounds().requestTimeout(), settings.sessionTimeout().plus(IDLE_BEYOND_SESSION), metrics);
        var endpoint = new Endpoint(
                new Endpoint.Gate(
                        settings.path(),
                        admission,
                        settings.crowd().retryAfter(),
                        settings.listener().balancers(),
                        connections,
                        settings.bounds().message(),
                        around.linger(),
                        around.tap()),
                sessions,
                cookies,
                around.authenticator(),
                metrics);
        loops = around.loops();
        var bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.listenerType())
                .option(ChannelOption.SO_BACKLOG, settings.crowd().backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE)
                .childHandler(new CwmpPipeline(
                        settings.listener()
                                .tls()
                                .map(tls -> new Handshakes(
                                        tls, settings.bounds().handshakeTimeout(), around.clock(), metrics)),
                        settings.bounds().maxHeaderBytes(),
                        endpoint))
                .bind(settings.listener().address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            // Waiting in the usual way would throw the cause itself, an IOException that nobody declares.
            throw new ChannelException("cannot bind " + settings.listener().address(), bound.cause());
        }
        listener = bound.channel();
        LoadWatch.start(load, listener, admission::takesNobody, metrics);
    }

    /**
     * What stands around the endpoint.
     *
     * @param loops on which it listens; they are not closed with it
     */
    public record Around(
            CwmpLoops loops,
            org.reactiveacs.store.Store store,
            org.reactiveacs.auth.CpeAuthenticator authenticator,
            org.reactiveacs.port.Ids ids,
            java.time.InstantSource clock,
            org.reactiveacs.port.Callers callers,
            org.reactiveacs.port.Linger linger,
            org.reactiveacs.capture.Tap tap,
            org.reactiveacs.anomaly.AnomalySigns signs,
            org.reactiveacs.session.Standards standards,
            org.reactiveacs.library.Hooks hooks,
            org.reactiveacs.tracing.Traces traces,
            org.reactiveacs.metrics.AcsMetrics metrics) {}

    /** Where it listens in fact. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** How busy it is, for metrics. */
    public Load load() {
        return load;
    }

    /** Whether it takes more than calls by itself. */
    public Headroom headroom() {
        return admission;
    }

    /** Drops sessions whose CPE fell silent; to be called every second or so. */
    public void sweep(java.time.Instant now) {
        live.sweep(now);
    }

    /** Sessions in hand. */
    public int openSessions() {
        return live.count();
    }

    /**
     * Lets no new session in and waits until those under way have ended; the listener stays open meanwhile and asks new
     * CPEs to come later.
     *
     * @param most how long to wait
     */
    public void drain(Duration most) {
        admission.close();
        LOG.info("draining sessions={} within={}", live.count(), most);
        try {
            if (!admission.awaitEnd(live::count, most)) {
                LOG.warn("sessions left behind count={}", live.count());
            }
            if (admission.late() > 0) {
                LOG.warn("new sessions refused while stopping count={} hint=\"shutdown.notice\"", admission.late());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!listener.isOpen()) {
            return;
        }
        listener.close().syncUninterruptibly();
        connections.close();
    }
}
