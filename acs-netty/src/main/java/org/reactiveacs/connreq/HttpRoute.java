package org.reactiveacs.connreq;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Reach;
import org.reactiveacs.outbound.Targets;

/**
 * Asks devices over HTTP (TR-069 A6 §3.2.2): finds the address of a ConnectionRequestURL, looks whether it may be called, and calls.
 * Thread-safe.
 */
final class HttpRoute implements Route, AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int WHOLE_MILLIS = 5_000;

    private final Targets targets;
    private final List<InetAddress> sources;
    private final boolean mayBasic;
    private final Duration patience;
    private final SslContext tls;
    private final Map<EventLoop, DnsNameResolver> resolvers = new ConcurrentHashMap<>();

    /**
     * @param sources own addresses to call from, one a family at most; the system chooses if there is none
     * @param mayBasic whether a password may be sent as it is
     * @param trust in devices of https
     * @param patience in which a device calls that said that it would
     */
    HttpRoute(Targets targets, List<InetAddress> sources, boolean mayBasic, DeviceTrust trust, Duration patience) {
        this.targets = targets;
        this.sources = List.copyOf(sources);
        this.mayBasic = mayBasic;
        this.patience = patience;
        this.tls = trust.context();
    }

    @Override
    public Reach.Way way() {
        return Reach.Way.TCP;
    }

    @Override
    public boolean isOffered(Contact contact) {
        return !contact.url().isEmpty();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void locate(Contact contact, EventLoop loop, Consumer<Place> found) {
        var url = RequestUrl.parse(contact.url());
        if (url.isEmpty()) {
            found.accept(Place.nowhere(
                    Answer.Kind.NO_ADDRESS, "the device's ConnectionRequestURL is none that can be called"));
            return;
        }
        resolve(url.get().host(), loop, address -> found.accept(place(url.get(), address, contact, loop)));
    }

    private Place place(RequestUrl url, @Nullable InetAddress address, Contact contact, EventLoop loop) {
        if (address == null) {
            return Place.nowhere(Answer.Kind.UNREACHABLE, "no address is known for the host " + url.host());
        }
        if (!targets.allow(address)) {
            return Place.nowhere(
                    Answer.Kind.FORBIDDEN_ADDRESS,
                    "the device's ConnectionRequestURL is at " + address.getHostAddress()
                            + ", which connreq.networks does not allow");
        }
        return new Place.At(address, told -> call(url, address, contact, loop, told));
    }

    private void resolve(String host, EventLoop loop, Consumer<@Nullable InetAddress> found) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        if (address != null) {
            found.accept(address);
            return;
        }
        resolvers
                .computeIfAbsent(loop, HttpRoute::resolver)
                .resolve(host)
                .addListener(resolved -> found.accept(resolved.isSuccess() ? (InetAddress) resolved.getNow() : null));
    }

    private static DnsNameResolver resolver(EventLoop loop) {
        return new DnsNameResolverBuilder(loop)
                .datagramChannelType(Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .queryTimeoutMillis(CONNECT_MILLIS)
                .build();
    }

    private void call(RequestUrl url, InetAddress address, Contact contact, EventLoop loop, Consumer<Answer> told) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true);
        for (InetAddress source : sources) {
            if (source.getAddress().length == address.getAddress().length) {
                bootstrap.localAddress(new InetSocketAddress(source, 0));
            }
        }
        var connect = new HttpAsk.Connect(bootstrap, new InetSocketAddress(address, url.port()), tls);
        var watch = new Watch();
        var ask = new HttpAsk(url, contact.logins(), mayBasic, connect, answer -> {
            watch.end();
            told.accept(
                    answer.kind() == Answer.Kind.BUSY && contact.session() != Contact.Session.NONE
                            ? new Answer(Answer.Kind.IN_SESSION, "the device has a session under way")
                            : answer);
        });
        watch.begin(loop, ask::giveUp);
        ask.start();
    }

    /** The time that one device has. */
    private static final class Watch {
        private io.netty.util.concurrent.@Nullable Future<?> timer;

        void begin(EventLoop loop, Runnable over) {
            timer = loop.schedule(over, WHOLE_MILLIS, TimeUnit.MILLISECONDS);
        }

        void end() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    @Override
    public void close() {
        resolvers.values().forEach(DnsNameResolver::close);
    }
}
