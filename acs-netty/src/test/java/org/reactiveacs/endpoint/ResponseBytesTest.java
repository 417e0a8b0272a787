package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseBytesTest {

    @Test
    void anotherImplementationReadsWhatWasMeant() {
        String text = "ünïcode ".repeat(200);
        var sent = response(HttpResponseStatus.OK, text);
        sent.headers().set("Content-Length", sent.content().readableBytes());
        sent.headers().add("WWW-Authenticate", "Digest realm=\"a\"");
        sent.headers().add("WWW-Authenticate", "Basic realm=\"b\"");

        var read = read(ResponseBytes.of(sent, true, UnpooledByteBufAllocator.DEFAULT));

        assertThat(read.status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(read.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(read.headers().getAll("WWW-Authenticate"))
                .containsExactly("Digest realm=\"a\"", "Basic realm=\"b\"");
        assertThat(read.content().toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(sent.refCnt()).isZero();
        read.release();
    }

    @Test
    void aResponseWithoutBodyEndsWithItsHead() {
        var sent = response(HttpResponseStatus.METHOD_NOT_ALLOWED, "POST only");
        sent.headers().set("Content-Length", 9);

        var bytes = ResponseBytes.of(sent, false, UnpooledByteBufAllocator.DEFAULT);

        assertThat(bytes.toString(StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 9\r\n\r\n");
        bytes.release();
    }

    private static FullHttpResponse response(HttpResponseStatus status, String body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }

    private static FullHttpResponse read(ByteBuf bytes) {
        var client = new EmbeddedChannel(new HttpResponseDecoder(), new HttpObjectAggregator(1 << 20));
        client.writeInbound(bytes);
        FullHttpResponse response = client.readInbound();
        assertThat(response).isNotNull();
        return response;
    }
}
