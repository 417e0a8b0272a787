package org.reactiveacs.endpoint;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.tracing.MessageSpan;

/** A request in hand. */
final class Exchange {
    final boolean keepAlive;
    final HttpVersion version;
    final boolean isHead;

    /** Null when the answer is known before the body. */
    final @Nullable CpeRequest request;

    /** Null when the body is let pass. */
    final @Nullable BodyReader body;

    /** The answer, when it is known before the body. */
    @Nullable
    FullHttpResponse early;

    /** Whether that answer is that no new session is taken. */
    boolean refused;

    /** Whether nobody is let in but who is found to be awaited when the body is read; the early answer is not given before. */
    boolean readFirst;

    /** How long that took so far. */
    long readNanos;

    /** What is captured of it, null for what nobody wants to see. */
    @Nullable
    Overhearing overhearing;

    /** Why the body cannot be read. */
    @Nullable
    CwmpReadException broken;

    /** Null if its session is not traced, or not known yet. */
    @Nullable
    MessageSpan span;

    /** Bytes of the body that were let pass. */
    long passed;

    Exchange(HttpRequest head, @Nullable CpeRequest request, @Nullable BodyReader body) {
        this.keepAlive = HttpUtil.isKeepAlive(head);
        this.version = head.protocolVersion();
        this.isHead = HttpMethod.HEAD.equals(head.method());
        this.request = request;
        this.body = body;
    }
}
