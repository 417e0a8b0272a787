package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * A response as the bytes that go out (RFC 9112 §4). A stock encoder writes head and body as two buffers, and keeps a queue of methods
 * on each connection; answers to CPEs are short and each fits into one, which is one plain system call.
 */
final class ResponseBytes {
    private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
    private static final AsciiString COLON = AsciiString.cached(": ");
    private static final int CRLF = '\r' << 8 | '\n';
    private static final int HEAD_BYTES = 256;

    private ResponseBytes() {}

    /**
     * Writes a response, and lets go of it.
     *
     * @param withBody whether the body goes out too, which it does not for HEAD
     */
    static ByteBuf of(FullHttpResponse response, boolean withBody, ByteBufAllocator allocator) {
        try {
            ByteBuf body = response.content();
            ByteBuf out = allocator.buffer(HEAD_BYTES + body.readableBytes());
            ascii(VERSION, out);
            ascii(response.status().codeAsText(), out);
            out.writeByte(' ');
            ascii(response.status().reasonPhrase(), out);
            out.writeShort(CRLF);
            var headers = response.headers().iteratorCharSequence();
            while (headers.hasNext()) {
                Map.Entry<CharSequence, CharSequence> header = headers.next();
                ascii(header.getKey(), out);
                ascii(COLON, out);
                ascii(header.getValue(), out);
                out.writeShort(CRLF);
            }
            out.writeShort(CRLF);
            if (withBody) {
                out.writeBytes(body);
            }
            return out;
        } finally {
            response.release();
        }
    }

    private static void ascii(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString ascii) {
            ByteBufUtil.copy(ascii, 0, out, ascii.length());
        } else {
            out.writeCharSequence(text, java.nio.charset.StandardCharsets.US_ASCII);
        }
    }
}
