package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.capture.CapturedMessage.Direction;
import org.reactiveacs.capture.Tap;
import org.reactiveacs.device.DeviceId;

/** A request and its answer, kept as they are until it is known whether they are of a device that an operator wants to watch. */
final class Overhearing {
    private final Tap tap;
    private final Peer peer;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long bytes;
    private @Nullable DeviceId device;

    Overhearing(Tap tap, Peer peer) {
        this.tap = tap;
        this.peer = peer;
    }

    /** Some of the body has come; the buffer stays the caller's. */
    void hear(ByteBuf content) {
        int length = content.readableBytes();
        int room = Math.min(length, tap.mostBytes() - beginning.size());
        if (room > 0) {
            beginning.writeBytes(ByteBufUtil.getBytes(content, content.readerIndex(), room));
        }
        bytes += length;
    }

    /** All of it has come, and it is known whose it is, or that it is nobody's. */
    void isFrom(@Nullable DeviceId whose) {
        if (whose != null && tap.isWanted(whose)) {
            device = whose;
            tap.take(
                    whose, new Tap.Overheard(peer.address(), Direction.FROM_DEVICE, 0, bytes, beginning.toByteArray()));
        }
    }

    /** The answer goes out. */
    void answered(FullHttpResponse response) {
        if (device == null) {
            return;
        }
        var body = response.content();
        int kept = Math.min(body.readableBytes(), tap.mostBytes());
        tap.take(
                device,
                new Tap.Overheard(
                        peer.address(),
                        Direction.TO_DEVICE,
                        response.status().code(),
                        body.readableBytes(),
                        ByteBufUtil.getBytes(body, body.readerIndex(), kept)));
    }
}
