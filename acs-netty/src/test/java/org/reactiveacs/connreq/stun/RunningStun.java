package org.reactiveacs.connreq.stun;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.connreq.stun.StunSettings.Integrity;
import org.reactiveacs.device.Credential;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;

/** A STUN server on a free port of this machine. */
final class RunningStun implements AutoCloseable {
    static final KeyRing KEYS = KeyRing.generate(new SecureRandom());
    static final DerivedPasswords PASSWORDS = new DerivedPasswords(KEYS, "stun");
    static final Credential COMMON = new Credential("all", "secret of all");
    static final Duration LIFETIME = Duration.ofMinutes(10);

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, ioHandler());
    final StunServer server;

    private final BindingStore bindings;

    RunningStun(String node, BindingStore bindings, Mail mail, Integrity integrity) {
        this.bindings = bindings;
        this.server = StunServer.start(
                new StunSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        integrity,
                        COMMON,
                        new StunSettings.Limits(LIFETIME, 1_000, 1_000_000)),
                new StunServer.Around(node, loops, bindings, mail, PASSWORDS, new AcsMetrics(registry)));
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** The password of a device whose STUN username is its id. */
    static String password(String id) {
        return PASSWORDS.of("default/" + id, PASSWORDS.versions().get(0));
    }

    InetSocketAddress address() {
        return server.address();
    }

    @Nullable
    Binding named(String name) {
        return bindings.find(BindingKey.named(name)).block();
    }

    @Nullable
    Binding at(InetSocketAddress address) {
        return bindings.find(BindingKey.at("127.0.0.1:" + address.getPort())).block();
    }

    /** Datagrams that came. */
    double requests() {
        return registry.get("acs.stun.requests").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double counted(String meter, String outcome) {
        return registry.get(meter).tag("outcome", outcome).counter().count();
    }

    @Override
    public void close() {
        server.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
