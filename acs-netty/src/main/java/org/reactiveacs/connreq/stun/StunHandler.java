package org.reactiveacs.connreq.stun;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads datagrams from a socket of the STUN server and sends the answers. */
final class StunHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(StunHandler.class);

    private final StunAnswerer answerer;
    private final @Nullable InetSocketAddress told;
    private final AcsMetrics metrics;

    /** @param told the address under which devices know the server, null for the socket's own */
    StunHandler(StunAnswerer answerer, @Nullable InetSocketAddress told, AcsMetrics metrics) {
        this.answerer = answerer;
        this.told = told;
        this.metrics = metrics;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        var envelope = new StunAnswerer.Envelope(packet.sender(), told != null ? told : own(context));
        var reply = answerer.answer(ByteBufUtil.getBytes(packet.content()), envelope);
        metrics.stunRequest(reply.outcome().label());
        if (reply.message() != null) {
            context.write(new DatagramPacket(reply.message(), reply.to()), context.voidPromise());
        }
    }

    /** A socket that listens on all addresses does not know to which of them a datagram came. */
    private static @Nullable InetSocketAddress own(ChannelHandlerContext context) {
        var own = (InetSocketAddress) context.channel().localAddress();
        return own == null || own.getAddress().isAnyLocalAddress() ? null : own;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    /** Such as an ICMP error for an answer whose receiver is gone: nothing that concerns the others. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("stun datagram failed", cause);
    }
}
