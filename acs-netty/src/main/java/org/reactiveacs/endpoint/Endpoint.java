package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.capture.Tap;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.load.RetryAfter;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Linger;
import org.reactiveacs.store.SessionKey;

/** What all connections share, and what can be said to a request before its body. Thread-safe. */
final class Endpoint {

    /** Bytes of a body that are let pass so that an answer given before them is not lost. */
    static final int DRAIN_BYTES = 64 * 1024;

    /** What an Inform may take, which anybody may send. */
    private static final int STRANGERS_BYTES = 1024 * 1024;

    private static final int STRANGERS_ITEMS = 10_000;

    private final String path;
    private final SessionService sessions;
    private final SessionCookies cookies;
    private final CpeAuthenticator authenticator;
    private final Admission admission;
    private final Linger linger;
    private final Tap tap;
    private final RetryAfter retryAfter;
    private final Strangers strangers;
    private final Balancers balancers;
    private final ForwardedFor forwardedFor;
    private final Connections connections;
    private final CwmpLimits limits;
    private final CwmpLimits strangersLimits;
    private final AcsMetrics metrics;

    /** What decides over a request before anything of it is read. */
    record Gate(
            String path,
            Admission admission,
            RetryAfter retryAfter,
            Balancers balancers,
            Connections connections,
            CwmpLimits limits,
            Linger linger,
            Tap tap) {}

    Endpoint(
            Gate gate,
            SessionService sessions,
            SessionCookies cookies,
            CpeAuthenticator authenticator,
            AcsMetrics metrics) {
        this.path = gate.path();
        this.admission = gate.admission();
        this.linger = gate.linger();
        this.tap = gate.tap();
        this.retryAfter = gate.retryAfter();
        this.strangers = new Strangers();
        this.balancers = gate.balancers();
        this.forwardedFor = new ForwardedFor(balancers);
        this.connections = gate.connections();
        this.limits = gate.limits();
        this.strangersLimits = new CwmpLimits(
                Math.min(limits.maxBytes(), STRANGERS_BYTES),
                limits.maxDepth(),
                limits.maxTextChars(),
                Math.min(limits.maxItems(), STRANGERS_ITEMS));
        this.sessions = sessions;
        this.cookies = cookies;
        this.authenticator = authenticator;
        this.metrics = metrics;
    }

    SessionService sessions() {
        return sessions;
    }

    Connections connections() {
        return connections;
    }

    AcsMetrics metrics() {
        return metrics;
    }

    Admission admission() {
        return admission;
    }

    Balancers balancers() {
        return balancers;
    }

    /** Whose request this is: on a balancer's connection each one tells, if the balancer tells at all. */
    Peer peer(HttpRequest head, ConnectionFacts facts) {
        if (!facts.isShared()) {
            return facts.peer();
        }
        var cpe = forwardedFor.cpe(head.headers().getAll(ForwardedFor.NAME));
        return cpe == null ? facts.peer() : Peer.cpe(cpe);
    }

    /** The session that a request belongs to: its cookie's, or its connection's where that is one CPE's alone. */
    @Nullable
    SessionKey session(HttpRequest head, ConnectionFacts facts, @Nullable GivenCookie given) {
        var header = head.headers().get(HttpHeaderNames.COOKIE);
        if (header != null && given != null && given.isReturnedAs(header)) {
            return given.session();
        }
        var cookie = cookies.read(header);
        if (cookie != null) {
            return cookie;
        }
        var connectionSession = given == null ? null : given.session();
        return switch (facts.use()) {
            case NAMED -> connectionSession;
            case SHARED -> null;
            // A proxy that nobody told us of may mix CPEs.
            case DIRECT -> head.headers().contains(ForwardedFor.NAME) ? null : connectionSession;
        };
    }

    /** An answer that needs no body: no POST, no such path, no new sessions. Null when the body is to be read. */
    @Nullable
    FullHttpResponse earlyAnswer(HttpRequest head, Peer peer, boolean isNew) {
        if (!CwmpHandler.isPost(head)) {
            strangers.seen(peer);
            metrics.refused("not-post");
            var response = Responses.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "POST only");
            response.headers().set(HttpHeaderNames.ALLOW, "POST");
            return response;
        }
        if (!isOurPath(head.uri())) {
            strangers.seen(peer);
            metrics.refused("not-found");
            return Responses.text(HttpResponseStatus.NOT_FOUND, "nothing here");
        }
        return isNew ? refusal() : null;
    }

    /** What somebody is told who wants a session, null if it may have one. */
    private @Nullable FullHttpResponse refusal() {
        var refusal = admission.refusal();
        if (refusal == null) {
            return null;
        }
        metrics.refused(refusal);
        return Responses.tryLater(retryAfter);
    }

    /** Whether it is read who calls before anybody is refused: there is no room, but for a device that somebody waits for. */
    boolean isReadFirst() {
        return linger.isAnybodyAwaited() && admission.isOverloaded();
    }

    /** What is said to a request that was read first, null when it is answered in the usual way. */
    @Nullable
    FullHttpResponse lateRefusal(Optional<Envelope> message) {
        return sessions.isAwaited(message) ? null : refusal();
    }

    /** What keeps a request for an operator who wants to see it; null when nobody does. */
    @Nullable
    Overhearing overhearing(@Nullable SessionKey session, Peer peer) {
        boolean mayBeWanted = tap.isOpen() && (session == null || tap.isWanted(session.device()));
        return mayBeWanted ? new Overhearing(tap, peer) : null;
    }

    /** Whose request this is, as far as it says; null when it does not. */
    @Nullable
    DeviceId device(@Nullable CpeRequest request, Optional<Envelope> message) {
        var session = request == null ? null : request.session();
        return session == null ? sessions.device(message) : session.device();
    }

    private boolean isOurPath(String uri) {
        int query = uri.indexOf('?');
        var asked = query < 0 ? uri : uri.substring(0, query);
        if (asked.startsWith("http://") || asked.startsWith("https://")) {
            int slash = asked.indexOf('/', "https://".length());
            asked = slash < 0 ? "/" : asked.substring(slash);
        }
        return asked.equals(path) || trimmed(asked).equals(trimmed(path));
    }

    private static String trimmed(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether nonsense from this address is answered by closing the connection alone. */
    boolean isBarred(Peer peer) {
        boolean barred = strangers.isBarred(peer);
        if (barred) {
            metrics.refused("barred");
        }
        return barred;
    }

    /** What the head of a request says. */
    CpeRequest request(HttpRequest head, ConnectionFacts facts, Peer peer, @Nullable SessionKey session) {
        var headers = head.headers();
        var evidence = new CpeAuthenticator.Evidence(
                headers.get(HttpHeaderNames.AUTHORIZATION), head.method().name(), head.uri(), facts.certificateName());
        return new CpeRequest(
                evidence,
                authenticator.before(evidence),
                session,
                peer,
                charset(headers.get(HttpHeaderNames.CONTENT_TYPE)));
    }

    /** The charset parameter as it stands, perhaps in quotes. */
    private static @Nullable String charset(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        int at = contentType.toLowerCase(java.util.Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        var rest = contentType.substring(at + "charset=".length());
        int end = rest.indexOf(';');
        return (end < 0 ? rest : rest.substring(0, end)).trim();
    }

    /** What a message may take: much within a session, little from anybody else. */
    CwmpLimits limits(CpeRequest request) {
        return request.session() != null ? limits : strangersLimits;
    }

    FullHttpResponse response(CpeAnswer answer, ByteBufAllocator allocator) {
        if (answer instanceof CpeAnswer.Message message) {
            metrics.message(message.envelope().message().rpcName(), AcsMetrics.Direction.OUT);
        }
        return Responses.of(answer, authenticator, retryAfter, allocator);
    }

    FullHttpResponse goAhead() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** What a body that cannot be read is answered: a legal SOAP fault to a CPE, a plain 400 to what is none. */
    CpeAnswer unreadable(CwmpReadException why, CpeRequest request) {
        metrics.refused(why.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        var version = why.version();
        if (version == null && request.session() == null) {
            strangers.seen(request.peer());
            return new CpeAnswer.BadRequest(String.valueOf(why.getMessage()));
        }
        var fault = Fault.of(why.acsFaultCode(), String.valueOf(why.getMessage()));
        metrics.fault(fault.code(), AcsMetrics.Direction.OUT);
        return new CpeAnswer.Message(
                Envelope.of(version == null ? CwmpVersion.V1_2 : version, Header.ofId(why.headerId()), fault),
                null,
                request.session());
    }
}
