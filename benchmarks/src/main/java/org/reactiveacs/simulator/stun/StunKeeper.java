package org.reactiveacs.simulator.stun;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.connreq.stun.StunIntegrity;
import org.reactiveacs.connreq.stun.StunMessage;
import org.reactiveacs.connreq.stun.StunType;
import org.reactiveacs.connreq.stun.StunWriter;
import org.reactiveacs.device.Credential;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.stun.StunCounts.What;

/**
 * Keeps the STUN binding of one device: a socket of its own, from which it asks the STUN server every half minute or so where it is seen, and
 * on which it hears connection requests. Belongs to the device's event loop.
 */
final class StunKeeper {
    private static final int UNAUTHORIZED = 401;
    private static final String OBJECT = "ManagementServer.";
    private static final byte[] NOTHING = {};

    private final FleetDevice device;
    private final int number;
    private final StunOptions options;
    private final StunCounts counts;
    private final RequestGuard guard = new RequestGuard();

    private @Nullable Channel channel;
    private @Nullable Future<?> timer;
    private byte[] transaction = NOTHING;
    private @Nullable InetSocketAddress mapped;
    private boolean hasChanged;
    private boolean isAwaited;
    private int requests;
    private boolean isClosed;

    StunKeeper(FleetDevice device, int number, StunOptions options, StunCounts counts) {
        this.device = device;
        this.number = number;
        this.options = options;
        this.counts = counts;
    }

    /** Takes what the factory has set, and begins. */
    void begin() {
        set("STUNServerAddress", NetUtil.toAddressString(options.server().getAddress()));
        set("STUNServerPort", Integer.toString(options.server().getPort()));
        set("STUNUsername", options.usernameOf(device.cpe().identity()));
        set("STUNPassword", options.passwordOf(device.cpe().identity()));
        set("STUNEnable", "1");
        rebind();
        keepAlive();
    }

    private void set(String name, String value) {
        device.cpe().change(path(name), value);
    }

    private String path(String name) {
        return device.cpe().root() + OBJECT + name;
    }

    private String value(String name) {
        return device.cpe().value(path(name)).orElse("");
    }

    /** The device's NAT gives it another port from here on, and what still goes to the one before is lost. */
    void rebind() {
        if (isClosed) {
            return;
        }
        closeChannel();
        new Bootstrap()
                .group(device.line().loop())
                .channel(Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .handler(new Reader())
                .bind(options.local(number))
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        bound(bound.channel());
                    } else {
                        counts.count(What.REFUSALS);
                    }
                });
    }

    private void bound(Channel made) {
        channel = made;
        if (isClosed) {
            closeChannel();
        } else if (isAwaited) {
            keepAlive();
        }
    }

    /** Asks the server now, or as soon as there is a socket, and then again and again. */
    void keepAlive() {
        isAwaited = channel == null;
        if (isClosed || isAwaited) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        long nanos = options.every().toNanos();
        timer = device.line().loop().schedule(this::keepAliveAgain, nanos, TimeUnit.NANOSECONDS);
        request(false);
    }

    private void keepAliveAgain() {
        requests++;
        if (options.rebindEvery() > 0 && requests % options.rebindEvery() == 0) {
            rebind();
        }
        keepAlive();
    }

    /** The name goes out only with a proof, which the server has to ask for (Annex G.2.1.3). */
    private void request(boolean isProven) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        transaction = new byte[16];
        ThreadLocalRandom.current().nextBytes(transaction);
        StunWriter request = new StunWriter(StunType.BINDING_REQUEST, transaction)
                .text(StunType.CONNECTION_REQUEST_BINDING, StunType.CONNECTION_REQUEST_BINDING_VALUE);
        if (hasChanged) {
            request.bytes(StunType.BINDING_CHANGE, NOTHING);
        }
        byte[] message = isProven
                ? request.text(StunType.USERNAME, value("STUNUsername"))
                        .end(value("STUNPassword"), StunIntegrity.Style.PADDED)
                : request.end();
        counts.count(What.REQUESTS);
        open.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), options.server()));
    }

    private void received(DatagramPacket packet) {
        byte[] bytes = new byte[packet.content().readableBytes()];
        packet.content().readBytes(bytes);
        if (bytes.length > 0 && bytes[0] <= 1) {
            StunMessage.parse(bytes)
                    .filter(message -> Arrays.equals(message.transaction(), transaction))
                    .ifPresent(this::answered);
        } else {
            asked(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private void answered(StunMessage answer) {
        if (answer.type() == StunType.BINDING_RESPONSE) {
            counts.count(What.ANSWERS);
            hasChanged = false;
            answer.address(StunType.MAPPED_ADDRESS).ifPresent(this::seen);
        } else if (answer.errorCode() == UNAUTHORIZED) {
            counts.count(What.ASKED);
            if (!value("STUNUsername").isEmpty()) {
                request(true);
            }
        } else {
            counts.count(What.REFUSALS);
        }
    }

    private void seen(InetSocketAddress address) {
        if (address.equals(mapped)) {
            return;
        }
        boolean isFirst = mapped == null;
        mapped = address;
        counts.count(What.CHANGES);
        Channel open = channel;
        boolean isTranslated = open != null && !address.equals(open.localAddress());
        device.change(
                System.nanoTime(), OBJECT + "UDPConnectionRequestAddress", NetUtil.toSocketAddressString(address));
        if (isTranslated != value("NATDetected").equals("1")) {
            device.change(System.nanoTime(), OBJECT + "NATDetected", isTranslated ? "1" : "0");
        }
        if (!isFirst) {
            hasChanged = true;
            request(false);
        }
    }

    private void asked(String datagram) {
        Credential credential = new Credential(
                device.cpe().connectionRequestUsername(), device.cpe().connectionRequestPassword());
        long nanos = System.nanoTime();
        What judged = guard.judge(datagram, credential, nanos);
        counts.count(judged == What.WAKES && !device.wakeUp(nanos) ? What.BUSY : judged);
    }

    /** Where the server has seen the device last, null while it has not. */
    @Nullable
    InetSocketAddress mapped() {
        return mapped;
    }

    void close() {
        isClosed = true;
        if (timer != null) {
            timer.cancel(false);
        }
        closeChannel();
    }

    private void closeChannel() {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            received(packet);
        }

        /** Such as an ICMP error, when the server is gone for a while. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            counts.count(What.REFUSALS);
        }
    }
}
