package org.reactiveacs.simulator.wake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.FleetDevice;

/** Where the devices of a fleet listen for connection requests. */
public final class ConnectionRequestListener implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 8_192;
    private static final int IDLE_SECONDS = 10;
    private static final String USERNAME = "acs";

    private final Channel listening;
    private final @Nullable SourceAddresses sources;
    private volatile List<FleetDevice> devices = List.of();

    private ConnectionRequestListener(Channel listening, @Nullable SourceAddresses sources) {
        this.listening = listening;
        this.sources = sources;
    }

    /**
     * Listens, and knows no device yet.
     *
     * @param sources the devices' own addresses, which stand in their URLs when all addresses are listened on
     */
    public static ConnectionRequestListener bind(
            CpeNetwork network, InetSocketAddress address, @Nullable SourceAddresses sources) throws IOException {
        String nonce = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        ListenerHandler handler = new ListenerHandler(nonce);
        ChannelFuture binding = network.listener()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast("idle", new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast("http", new HttpServerCodec())
                                .addLast("whole", new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast("requests", handler);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException("cannot listen on " + address + ": " + binding.cause(), binding.cause());
        }
        ConnectionRequestListener listener = new ConnectionRequestListener(binding.channel(), sources);
        handler.lookUp(listener::device);
        return listener;
    }

    /** Takes requests for these devices, each at its place. */
    public void serve(List<FleetDevice> fleet) {
        devices = fleet;
    }

    /** How the device with a number can be woken; numbers begin with 1. */
    public ConnectionRequests of(int number) {
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        boolean isAny = address.getAddress().isAnyLocalAddress();
        String host = NetUtil.toAddressString(
                isAny && sources != null ? sources.of(number) : isAny ? NetUtil.LOCALHOST : address.getAddress());
        String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return new ConnectionRequests(
                "http://" + shown + ':' + address.getPort() + '/' + number, USERNAME, password(number));
    }

    /** The same name and password for a device that listens nowhere, and may be woken by a datagram. */
    public static ConnectionRequests unheard(int number) {
        return new ConnectionRequests("", USERNAME, password(number));
    }

    private static String password(int number) {
        return "wake-" + number;
    }

    private @Nullable FleetDevice device(int number) {
        List<FleetDevice> known = devices;
        return number < 1 || number > known.size() ? null : known.get(number - 1);
    }

    @Override
    public void close() {
        listening.close();
    }
}
