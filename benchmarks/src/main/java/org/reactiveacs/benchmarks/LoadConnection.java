package org.reactiveacs.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** One session of two messages over a connection of its own, with as little work as can be. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    private static final String EMPTY_POST = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n";

    private final byte[] inform;
    private final LoadCounters counters;
    private final Runnable next;
    private final StringBuilder head = new StringBuilder(512);
    private int bodyLeft = -1;
    private boolean informAnswered;
    private boolean isOver;

    LoadConnection(byte[] inform, LoadCounters counters, Runnable next) {
        this.inform = inform;
        this.counters = counters;
        this.next = next;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(inform));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && bodyLeft < 0) {
                head.append((char) bytes.readByte());
                if (isComplete()) {
                    bodyLeft = number("content-length: ");
                }
            }
            bodyLeft -= bytes.readableBytes();
        } finally {
            bytes.release();
        }
        if (bodyLeft == 0) {
            answered(context);
        }
    }

    private void answered(ChannelHandlerContext context) {
        if (!informAnswered && head.indexOf(" 200 ") == 8) {
            informAnswered = true;
            String cookie = field("set-cookie: ");
            int end = cookie.indexOf(';');
            String header = cookie.isEmpty() ? "" : "Cookie: " + (end < 0 ? cookie : cookie.substring(0, end)) + "\r\n";
            head.setLength(0);
            bodyLeft = -1;
            context.writeAndFlush(Unpooled.wrappedBuffer((EMPTY_POST + header + "\r\n").getBytes(US_ASCII)));
            return;
        }
        end(context, informAnswered && head.indexOf(" 204 ") == 8);
    }

    private void end(ChannelHandlerContext context, boolean isGood) {
        if (!isOver) {
            isOver = true;
            counters.ended(isGood);
            context.close().addListener(closed -> next.run());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(context, false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(context, false);
    }

    private boolean isComplete() {
        int end = head.length();
        return end >= 4
                && head.charAt(end - 1) == '\n'
                && head.charAt(end - 3) == '\n'
                && head.charAt(end - 2) == '\r'
                && head.charAt(end - 4) == '\r';
    }

    private int number(String name) {
        String value = field(name);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private String field(String name) {
        int at = indexOf(name);
        return at < 0 ? "" : head.substring(at + name.length(), head.indexOf("\r", at));
    }

    private int indexOf(String name) {
        for (int line = head.indexOf("\n"); line >= 0; line = head.indexOf("\n", line + 1)) {
            if (head.length() > line + name.length()
                    && head.substring(line + 1, line + 1 + name.length()).equalsIgnoreCase(name)) {
                return line + 1;
            }
        }
        return -1;
    }
}
