package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler of every connection: looks at its first bytes for a PROXY preamble, by which a balancer says whose
 * connection it is (versions 1 and 2). One from a balancer is read; from anybody else it ends the connection. Without one
 * the bytes go on as they are.
 */
final class Preamble extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(Preamble.class);

    private final InetAddress caller;
    private final Endpoint endpoint;
    private final BiConsumer<ChannelHandlerContext, ConnectionFacts> next;

    /**
     * @param caller the other end of the connection
     * @param next adds the handlers that come after
     */
    Preamble(InetAddress caller, Endpoint endpoint, BiConsumer<ChannelHandlerContext, ConnectionFacts> next) {
        this.caller = caller;
        this.endpoint = endpoint;
        this.next = next;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        endpoint.connections().idle(context.channel());
        context.fireChannelActive();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        var state = HAProxyMessageDecoder.detectProtocol(in).state();
        if (state == ProtocolDetectionState.NEEDS_MORE_DATA) {
            return;
        }
        boolean fromBalancer = endpoint.balancers().have(caller);
        if (state == ProtocolDetectionState.INVALID) {
            next.accept(
                    context,
                    fromBalancer
                            ? new ConnectionFacts(Peer.balancer(caller), ConnectionFacts.Use.SHARED, null)
                            : new ConnectionFacts(Peer.cpe(caller), ConnectionFacts.Use.DIRECT, null));
            context.pipeline().remove(this);
        } else if (fromBalancer) {
            context.pipeline().addLast("proxy", new HAProxyMessageDecoder());
            context.pipeline().addLast("named", new NamedByBalancer(caller, endpoint, next));
            context.pipeline().remove(this);
        } else {
            in.skipBytes(in.readableBytes());
            if (context.channel().isOpen()) {
                endpoint.metrics().refused("proxy-preamble");
                LOG.warn("proxy preamble refused peer={} reason=\"not in cwmp.balancers\"", Peer.cpe(caller));
                context.close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("connection broken peer={} reason=\"{}\"", Peer.cpe(caller), cause.toString());
        context.close();
    }
}
