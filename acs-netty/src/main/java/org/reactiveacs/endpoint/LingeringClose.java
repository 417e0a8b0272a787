package org.reactiveacs.endpoint;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its last answer is not lost: a socket closed with bytes unread resets the connection, and
 * the CPE may never see what was written. Our side is shut first, then what still comes is passed over for a moment.
 */
final class LingeringClose {

    private static final long LINGER_MILLIS = 500;

    private LingeringClose() {}

    static void after(ChannelFuture written, ChannelHandlerContext context) {
        written.addListener(done -> {
            if (done.isSuccess()
                    && context.channel() instanceof DuplexChannel duplex
                    && context.pipeline().get("tls") == null) {
                duplex.shutdownOutput();
                context.channel().config().setAutoRead(true);
                context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                context.close();
            }
        });
    }
}
