package org.reactiveacs.api;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Reads a request's body whole, up to a limit. */
final class RequestBody {

    /** How much beyond the limit is read and dropped, so that the client reads our answer instead of a reset. */
    private static final int DROPPED_BYTES = 8 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final int maxBytes;
    private long received;

    private RequestBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    static Mono<byte[]> read(HttpServerRequest request, int maxBytes) {
        return Mono.defer(() -> {
            var body = new RequestBody(maxBytes);
            var announced = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH, "0");
            if (announced.length() > 9 || Long.parseLong(announced) > maxBytes + (long) DROPPED_BYTES) {
                throw body.tooLarge();
            }
            return request.receive().doOnNext(body::take).then(Mono.fromCallable(body::whole));
        });
    }

    private void take(ByteBuf piece) {
        received += piece.readableBytes();
        if (received > maxBytes + (long) DROPPED_BYTES) {
            throw tooLarge();
        }
        if (received <= maxBytes) {
            var copy = new byte[piece.readableBytes()];
            piece.getBytes(piece.readerIndex(), copy);
            bytes.writeBytes(copy);
        }
    }

    private byte[] whole() {
        if (received > maxBytes) {
            throw tooLarge();
        }
        return bytes.toByteArray();
    }

    private Problem tooLarge() {
        return new Problem(Problem.Type.TOO_LARGE, "a body has at most " + maxBytes + " bytes")
                .withHeader("Connection", "close");
    }
}
