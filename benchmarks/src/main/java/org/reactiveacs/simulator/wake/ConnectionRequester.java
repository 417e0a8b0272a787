package org.reactiveacs.simulator.wake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.timeout.ReadTimeoutHandler;
import org.reactiveacs.simulator.client.AcsUrl;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Credentials;
import org.reactiveacs.simulator.fleet.FleetDevice;

/** Wakes devices as an ACS does that knows their names and passwords. Thread-safe. */
public final class ConnectionRequester {
    private static final int PATIENCE_SECONDS = 5;
    private static final int MAX_BODY_BYTES = 65_536;

    private final CpeNetwork network;
    private final WakeCounts counts = new WakeCounts();

    public ConnectionRequester(CpeNetwork network) {
        this.network = network;
    }

    /** Sends a connection request that was due at a moment by {@link System#nanoTime}. */
    public void request(FleetDevice device, long dueNanos) {
        counts.sent();
        device.at(dueNanos, target -> {
            target.wakeAnnounced(dueNanos);
            AcsUrl url = AcsUrl.of(target.cpe().connectionRequestUrl());
            Credentials credentials = new Credentials(
                    target.cpe().connectionRequestUsername(), target.cpe().connectionRequestPassword());
            network.sockets()
                    .acquire(
                            target.line().loop(),
                            () -> connect(target, new WakeExchange(url, credentials, status -> {
                                counts.answered(status);
                                if (status != WakeCounts.OK) {
                                    target.wakeAnnounced(0);
                                }
                            })));
        });
    }

    private void connect(FleetDevice device, WakeExchange exchange) {
        network.bootstrap(device.line().loop())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast("patience", new ReadTimeoutHandler(PATIENCE_SECONDS))
                                .addLast("http", new HttpClientCodec())
                                .addLast("whole", new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast("exchange", exchange);
                    }
                })
                .connect(exchange.url().address())
                .addListener((ChannelFuture connecting) -> {
                    if (connecting.isSuccess()) {
                        Channel made = connecting.channel();
                        made.closeFuture()
                                .addListener(closed -> network.sockets().release());
                    } else {
                        network.sockets().release();
                        exchange.end(WakeCounts.NOTHING);
                    }
                });
    }

    /** What became of the requests. */
    public WakeCounts counts() {
        return counts;
    }
}
