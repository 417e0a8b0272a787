package org.reactiveacs.connreq.stun;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.metrics.AcsMetrics;

/**
 * Sends devices the datagrams that ask them to call, each as three copies that are the same to the byte, for any of them may be lost
 * (TR-069 Annex G.2.2.3). Thread-safe.
 */
final class DatagramCopies {
    private static final int[] AFTER_MILLIS = {0, 200, 600};

    private final String node;
    private final List<Channel> channels;
    private final AcsMetrics metrics;

    /**
     * @param node the name of this node
     * @param channels all on the same port
     */
    DatagramCopies(String node, List<Channel> channels, AcsMetrics metrics) {
        this.node = node;
        this.channels = List.copyOf(channels);
        this.metrics = metrics;
    }

    /** Sends what a letter asks for, if it is meant for this node. */
    void read(Letter letter) {
        if (!(letter instanceof Letter.DatagramAsked asked) || !asked.node().equals(node)) {
            return;
        }
        InetAddress host = NetUtil.createInetAddressFromIpAddressString(asked.host());
        if (host != null) {
            send(asked, new InetSocketAddress(host, asked.port()));
        }
    }

    private void send(Letter.DatagramAsked asked, InetSocketAddress to) {
        byte[] text = asked.text().getBytes(StandardCharsets.UTF_8);
        Channel channel = channels.get(Math.floorMod(to.hashCode(), channels.size()));
        for (int millis : AFTER_MILLIS) {
            channel.eventLoop().schedule(() -> send(channel, text, to), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void send(Channel channel, byte[] text, InetSocketAddress to) {
        channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(text), to))
                .addListener(sent -> metrics.stunDatagram(sent.isSuccess() ? "sent" : "failed"));
    }
}
