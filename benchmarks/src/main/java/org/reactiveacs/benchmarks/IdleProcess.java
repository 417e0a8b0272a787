package org.reactiveacs.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CPEs that begin a session and then think: {@code IdleProcess PORT DEVICES plain|tls}. For each number on stdin as many more
 * begin theirs; says {@code open N} once all of them have their InformResponse. At {@code end} all end theirs, and it says {@code ended}.
 */
public final class IdleProcess {
    static final String END = "end";

    private static final int CONNECTING = 64;
    private static final byte[] NOTHING =
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress server;
    private final PreparedInforms informs;
    private final @Nullable SslContext tls;
    private final EventLoop loop;
    private final List<Channel> thinking = new ArrayList<>();
    private boolean isEnding;
    private int started;
    private int open;
    private int wanted;

    private IdleProcess(int port, int devices, @Nullable SslContext tls) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.informs = new PreparedInforms(devices);
        this.tls = tls;
        this.loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();
    }

    public static void main(String[] arguments) throws IOException {
        SslContext tls = arguments[2].equals("tls")
                ? SslContextBuilder.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build()
                : null;
        IdleProcess process = new IdleProcess(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), tls);
        System.out.println("ready");
        var more = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var line = more.readLine(); line != null; line = more.readLine()) {
            if (line.equals(END)) {
                process.loop.execute(process::end);
            } else {
                int count = Integer.parseInt(line);
                process.loop.execute(() -> process.begin(count));
            }
        }
    }

    private void begin(int count) {
        wanted += count;
        for (int i = 0; i < Math.min(CONNECTING, count); i++) {
            next();
        }
    }

    /** Nothing more is to be said, and the connection tells who says so. */
    private void end() {
        isEnding = true;
        thinking.forEach(cpe -> cpe.writeAndFlush(Unpooled.wrappedBuffer(NOTHING)));
    }

    private void next() {
        if (started == wanted) {
            return;
        }
        byte[] inform = informs.get(started++);
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new Thinking(inform));
                    }
                })
                .connect(server);
    }

    private final class Thinking extends ChannelInboundHandlerAdapter {
        private final byte[] inform;
        private boolean answered;

        Thinking(byte[] inform) {
            this.inform = inform;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(inform));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                if (!answered) {
                    answered = true;
                    String status = bytes.toString(0, Math.min(12, bytes.readableBytes()), StandardCharsets.US_ASCII);
                    if (!status.endsWith("200")) {
                        throw new IllegalStateException("an Inform was answered with " + status);
                    }
                    thinking.add(context.channel());
                    if (++open == wanted) {
                        System.out.println("open " + open);
                    }
                    next();
                } else if (isEnding && --open == 0) {
                    System.out.println("ended");
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            System.err.println("a connection failed: " + cause);
            System.exit(1);
        }
    }
}
