package org.reactiveacs.connreq.stun;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.BindingStore;
import reactor.core.Disposable;

/**
 * The STUN server of this node (TR-069 Annex G): tells devices their public addresses, notes them, and sends them what other nodes
 * want to be sent from its socket, for nothing else passes their NATs. Thread-safe.
 *
 * <p>With epoll there is a socket on each event loop, all on one port: the kernel gives a device's datagrams always to the same one,
 * and whatever leaves any of them leaves from that port.
 */
public final class StunServer implements AutoCloseable {
    private static final int LONGEST_DATAGRAM = 2_048;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    private final List<Channel> channels = new ArrayList<>();
    private final List<KnownAddresses> known = new ArrayList<>();
    private final StunSettings settings;
    private final Around around;
    private final StunPasswords passwords;
    private final SourceBudget budget;
    private final Disposable letters;

    /**
     * What the server works with.
     *
     * @param node the name of this node
     * @param loops that do the work
     * @param bindings take what is learned
     * @param mail brings what is to be sent
     * @param derived the STUN passwords of devices
     */
    public record Around(
            String node,
            EventLoopGroup loops,
            BindingStore bindings,
            Mail mail,
            DerivedPasswords derived,
            AcsMetrics metrics) {}

    private StunServer(StunSettings settings, Around around) {
        this.settings = settings;
        this.around = around;
        this.passwords = new StunPasswords(around.derived(), settings.common());
        this.budget = new SourceBudget(settings.limits().perAddress(), System::nanoTime);
        try {
            bind();
        } catch (RuntimeException e) {
            closeChannels();
            throw e;
        }
        var copies = new DatagramCopies(around.node(), channels, around.metrics());
        this.letters = around.mail().letters().subscribe(copies::read);
        around.metrics()
                .stunBindings(
                        () -> known.stream().mapToInt(KnownAddresses::size).sum());
    }

    /**
     * Starts it; returns once it listens.
     *
     * @throws RuntimeException if the address cannot be had
     */
    public static StunServer start(StunSettings settings, Around around) {
        return new StunServer(settings, around);
    }

    private void bind() {
        var loops = new ArrayList<EventLoop>();
        for (EventExecutor loop : around.loops()) {
            loops.add((EventLoop) loop);
        }
        if (!Epoll.isAvailable()) {
            bind(loops.get(0), settings.listen(), 1);
            return;
        }
        InetSocketAddress address = free(settings.listen());
        for (EventLoop loop : loops) {
            bind(loop, address, loops.size());
        }
    }

    /** Ports that may be shared could be shared with another server without a word: this one is to be nobody else's. */
    private static InetSocketAddress free(InetSocketAddress address) {
        try (var probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(address);
            return new InetSocketAddress(address.getAddress(), probe.getLocalPort());
        } catch (SocketException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void bind(EventLoop loop, InetSocketAddress address, int sockets) {
        var limits = settings.limits();
        var addresses = new KnownAddresses(
                around.bindings(),
                new KnownAddresses.Settings(around.node(), limits.lifetime(), Math.max(1, limits.bindings() / sockets)),
                System::nanoTime);
        var answerer = new StunAnswerer(settings.integrity(), passwords, addresses, budget);
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST_DATAGRAM))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast("stun", new StunHandler(answerer, settings.told(), around.metrics()));
                    }
                });
        if (Epoll.isAvailable()) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        channels.add(bootstrap.bind(address).syncUninterruptibly().channel());
        known.add(addresses);
    }

    /** Where it listens in fact. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channels.get(0).localAddress();
    }

    /** After how long from its last request a device's binding is forgotten. */
    public Duration lifetime() {
        return settings.limits().lifetime();
    }

    @Override
    public void close() {
        letters.dispose();
        closeChannels();
    }

    private void closeChannels() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
    }
}
