package org.reactiveacs.simulator.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.scenario.Scenario;

/** Gives one image of firmware to whoever asks, so that a wave needs no file server. */
final class FirmwareServer implements AutoCloseable {
    private final Channel listening;
    private final ByteBuf image;
    private final String path;
    private final LongAdder given = new LongAdder();

    private FirmwareServer(CpeNetwork network, InetSocketAddress address, Scenario.Firmware firmware)
            throws IOException {
        byte[] begin = ("SoftwareVersion=" + firmware.version() + '\n').getBytes(StandardCharsets.US_ASCII);
        image = Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(Arrays.copyOf(begin, Math.max(begin.length, firmware.bytes()))));
        path = "/firmware-" + firmware.version() + ".bin";
        ChannelFuture binding = network.listener()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast("http", new HttpServerCodec())
                                .addLast("image", new Giver());
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException("cannot listen on " + address + ": " + binding.cause(), binding.cause());
        }
        listening = binding.channel();
    }

    static FirmwareServer start(CpeNetwork network, InetSocketAddress address, Scenario.Firmware firmware)
            throws IOException {
        return new FirmwareServer(network, address, firmware);
    }

    /** Where the image is. */
    String url() {
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        String host = address.getAddress().isAnyLocalAddress()
                ? NetUtil.LOCALHOST.getHostAddress()
                : NetUtil.toAddressString(address.getAddress());
        return "http://" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort() + path;
    }

    /** How often it was given. */
    long given() {
        return given.sum();
    }

    @Override
    public void close() {
        listening.close();
    }

    private final class Giver extends SimpleChannelInboundHandler<HttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
            boolean isHere = request.uri().equals(path);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    isHere ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND,
                    isHere ? image.duplicate() : Unpooled.EMPTY_BUFFER);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                    .set(HttpHeaderNames.CONNECTION, "close");
            if (isHere) {
                given.increment();
            }
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
