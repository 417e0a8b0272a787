package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.load.RetryAfter;

/** Answers as HTTP responses. */
final class Responses {

    private static final AsciiString XML = AsciiString.cached("text/xml; charset=utf-8");
    private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");

    private static final HttpHeadersFactory OURS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private static final FastThreadLocal<CwmpWriter> WRITER = new FastThreadLocal<>() {
        @Override
        protected CwmpWriter initialValue() {
            return new CwmpWriter();
        }
    };

    private Responses() {}

    static FullHttpResponse of(
            CpeAnswer answer, CpeAuthenticator authenticator, RetryAfter retryAfter, ByteBufAllocator allocator) {
        if (answer instanceof CpeAnswer.Message message) {
            var body = allocator.buffer(1024);
            WRITER.get().write(message.envelope(), body::writeBytes);
            var response = response(HttpResponseStatus.OK, body);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, XML);
            if (message.setCookie() != null) {
                response.headers().set(HttpHeaderNames.SET_COOKIE, message.setCookie());
            }
            return response;
        }
        if (answer instanceof CpeAnswer.NoContent none) {
            var response = bare(HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
            if (none.setCookie() != null) {
                response.headers().set(HttpHeaderNames.SET_COOKIE, none.setCookie());
            }
            return response;
        }
        if (answer instanceof CpeAnswer.Unauthorized unauthorized) {
            var response = response(HttpResponseStatus.UNAUTHORIZED, Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, authenticator.challenges(unauthorized.stale()));
            return response;
        }
        if (answer instanceof CpeAnswer.BadRequest bad) {
            return text(HttpResponseStatus.BAD_REQUEST, bad.reason());
        }
        if (answer instanceof CpeAnswer.Unavailable) {
            return tryLater(retryAfter);
        }
        return text(HttpResponseStatus.FORBIDDEN, "this device is not admitted");
    }

    /** 503, with a time to come back that differs from CPE to CPE. */
    static FullHttpResponse tryLater(RetryAfter retryAfter) {
        var response = response(HttpResponseStatus.SERVICE_UNAVAILABLE, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfter.seconds(ThreadLocalRandom.current()));
        return response;
    }

    /** 429: nonsense from there is not looked at any more. */
    static FullHttpResponse noMore() {
        return text(HttpResponseStatus.TOO_MANY_REQUESTS, "too much of this");
    }

    static FullHttpResponse text(HttpResponseStatus status, String reason) {
        var response = response(status, Unpooled.copiedBuffer(reason + "\n", StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, TEXT);
        return response;
    }

    private static FullHttpResponse response(HttpResponseStatus status, ByteBuf body) {
        var response = bare(status, body);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    /** All headers are of our own making, so none is looked through for line ends. */
    private static FullHttpResponse bare(HttpResponseStatus status, ByteBuf body) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, OURS, OURS);
    }
}
