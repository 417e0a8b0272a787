package org.reactiveacs.endpoint;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes from a balancer's PROXY preamble whose connection it is, and goes on to what comes after the preamble. */
final class NamedByBalancer extends SimpleChannelInboundHandler<HAProxyMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(NamedByBalancer.class);

    private final InetAddress balancer;
    private final Endpoint endpoint;
    private final BiConsumer<ChannelHandlerContext, ConnectionFacts> next;
    private boolean refused;

    NamedByBalancer(InetAddress balancer, Endpoint endpoint, BiConsumer<ChannelHandlerContext, ConnectionFacts> next) {
        this.balancer = balancer;
        this.endpoint = endpoint;
        this.next = next;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HAProxyMessage preamble) {
        next.accept(context, facts(source(preamble)));
        context.pipeline().remove(this);
    }

    /** The address behind the balancer; null for a health check of its own, and where it does not say. */
    private static @Nullable InetAddress source(HAProxyMessage preamble) {
        boolean isTcp = preamble.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                || preamble.proxiedProtocol() == HAProxyProxiedProtocol.TCP6;
        return preamble.command() == HAProxyCommand.PROXY && isTcp
                ? NetUtil.createInetAddressFromIpAddressString(preamble.sourceAddress())
                : null;
    }

    /** A balancer behind another one is a balancer still, and may mix CPEs. */
    private ConnectionFacts facts(@Nullable InetAddress source) {
        if (source == null) {
            return new ConnectionFacts(Peer.balancer(balancer), ConnectionFacts.Use.SHARED, null);
        }
        return endpoint.balancers().have(source)
                ? new ConnectionFacts(Peer.balancer(source), ConnectionFacts.Use.SHARED, null)
                : new ConnectionFacts(Peer.cpe(source), ConnectionFacts.Use.NAMED, null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof HAProxyProtocolException && !refused) {
            refused = true;
            endpoint.metrics().refused("bad-preamble");
            LOG.warn(
                    "proxy preamble broken peer={} reason=\"{}\"",
                    Peer.balancer(balancer),
                    root(cause).getMessage());
        }
        context.close();
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (var cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }
}
