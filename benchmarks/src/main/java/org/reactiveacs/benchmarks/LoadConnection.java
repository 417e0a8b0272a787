package org.reactiveacs.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Credentials;

/** One session of two messages over a connection of its own, with as little work as can be; one exchange more with digest. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    private static final String EMPTY_POST = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n";

    private final byte[] inform;
    private final @Nullable Credentials credentials;
    private final Consumer<Outcome> ended;
    private final Runnable next;
    private final StringBuilder head = new StringBuilder(512);
    private int bodyLeft = -1;
    private boolean informAnswered;
    private boolean challenged;
    private boolean isOver;

    /** How a session ended. */
    enum Outcome {
        /** As it should. */
        SERVED,
        /** With the first answer, which was 503. */
        REFUSED,
        /** Before it began: no connection was made. */
        UNCONNECTED,
        /** In any other way. */
        FAILED
    }

    /**
     * @param credentials null to have none
     * @param ended hears how the session ended
     * @param next is run once the connection is closed
     */
    LoadConnection(byte[] inform, @Nullable Credentials credentials, Consumer<Outcome> ended, Runnable next) {
        this.inform = inform;
        this.credentials = credentials;
        this.ended = ended;
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
            String header = authorization()
                    + (cookie.isEmpty() ? "" : "Cookie: " + (end < 0 ? cookie : cookie.substring(0, end)) + "\r\n");
            readOn();
            context.writeAndFlush(Unpooled.wrappedBuffer((EMPTY_POST + header + "\r\n").getBytes(US_ASCII)));
            return;
        }
        if (!challenged && credentials != null && head.indexOf(" 401 ") == 8) {
            challenged = credentials.challenged(List.of(field("www-authenticate: ")));
            readOn();
            context.writeAndFlush(informWith(authorization()));
            return;
        }
        if (informAnswered) {
            end(context, head.indexOf(" 204 ") == 8 ? Outcome.SERVED : Outcome.FAILED);
        } else {
            end(context, head.indexOf(" 503 ") == 8 ? Outcome.REFUSED : Outcome.FAILED);
        }
    }

    private void readOn() {
        head.setLength(0);
        bodyLeft = -1;
    }

    /** A line of the header, or nothing. */
    private String authorization() {
        String value = credentials == null ? null : credentials.authorization("POST", "/");
        return value == null ? "" : "Authorization: " + value + "\r\n";
    }

    /** The Inform with one more line in its header, behind the request line. */
    private ByteBuf informWith(String line) {
        int end = 0;
        while (inform[end++] != '\n') {
            // The request line has one.
        }
        return Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(inform, 0, end),
                Unpooled.wrappedBuffer(line.getBytes(US_ASCII)),
                Unpooled.wrappedBuffer(inform, end, inform.length - end));
    }

    private void end(ChannelHandlerContext context, Outcome outcome) {
        if (!isOver) {
            isOver = true;
            ended.accept(outcome);
            context.close().addListener(closed -> next.run());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(context, Outcome.FAILED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(context, Outcome.FAILED);
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
