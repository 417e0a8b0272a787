package org.reactiveacs.benchmarks;

import com.fasterxml.aalto.AsyncByteBufferFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformResponse;

/** Answers a body with a fixed InformResponse, and no body with 204; if it challenges, whatever comes without credentials with 401. */
final class FloorHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final InputFactoryImpl XML = new InputFactoryImpl();
    private static final byte[] ANSWER =
            new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_2, Header.ofId("1"), new InformResponse(1)));

    private final boolean challenges;
    private boolean isProven = true;
    private @Nullable AsyncXMLStreamReader<AsyncByteBufferFeeder> xml;

    FloorHandler(boolean challenges) {
        this.challenges = challenges;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws XMLStreamException {
        if (challenges && part instanceof HttpRequest head) {
            isProven = head.headers().contains(HttpHeaderNames.AUTHORIZATION);
        }
        if (!(part instanceof HttpContent content)) {
            return;
        }
        if (content.content().isReadable() && isProven) {
            tokenize(content.content());
        }
        if (part instanceof LastHttpContent) {
            context.writeAndFlush(!isProven ? challenge() : xml == null ? nothing() : informResponse());
            if (xml != null) {
                xml.close();
                xml = null;
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // The load ends its connections with a reset when its time is up.
    }

    private void tokenize(ByteBuf bytes) throws XMLStreamException {
        if (xml == null) {
            xml = XML.createAsyncForByteBuffer();
        }
        xml.getInputFeeder().feedInput(bytes.nioBuffer());
        while (xml.next() != AsyncXMLStreamReader.EVENT_INCOMPLETE) {
            if (xml.isEndElement() && xml.getDepth() == 1) {
                return;
            }
        }
    }

    private static FullHttpResponse informResponse() {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(ANSWER));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, ANSWER.length)
                .set(HttpHeaderNames.SET_COOKIE, "ACS=0123456789abcdef0123456789abcdef; Path=/");
        return response;
    }

    private static FullHttpResponse challenge() {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED);
        response.headers()
                .set(
                        HttpHeaderNames.WWW_AUTHENTICATE,
                        "Digest realm=\"floor\", qop=\"auth\", algorithm=MD5, nonce=\"0123456789abcdef0123456789abcdef\"")
                .set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    private static FullHttpResponse nothing() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    }
}
