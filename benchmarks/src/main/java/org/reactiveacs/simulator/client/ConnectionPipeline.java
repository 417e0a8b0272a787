package org.reactiveacs.simulator.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** What a connection to an ACS goes through: counted, ciphered, understood, whole. */
final class ConnectionPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private final CpeNetwork network;
    private final AcsUrl url;
    private final Inbound.Receiver receiver;

    ConnectionPipeline(CpeNetwork network, AcsUrl url, Inbound.Receiver receiver) {
        this.network = network;
        this.url = url;
        this.receiver = receiver;
    }

    @Override
    protected void initChannel(Channel created) {
        created.pipeline().addLast("traffic", network.traffic());
        if (url.isTls()) {
            created.pipeline()
                    .addLast(
                            "tls",
                            network.tls()
                                    .newHandler(
                                            created.alloc(),
                                            url.address().getHostString(),
                                            url.address().getPort()));
        }
        created.pipeline()
                .addLast("http", new HttpClientCodec())
                .addLast("whole", new HttpObjectAggregator(MAX_ANSWER_BYTES))
                .addLast("answers", new Inbound(receiver));
    }
}
