package org.reactiveacs.simulator.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpReader;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.simulator.cpe.CpeSession;
import org.reactiveacs.simulator.cpe.Move;
import org.reactiveacs.simulator.cpe.VirtualCpe;

/** Carries one session of a device over HTTP; must be started on the event loop of its line. */
public final class SessionRun implements HttpExchange.Answers {
    private static final int MAX_REDIRECTS = 5;
    private static final byte[] NOTHING = {};

    private final CpeNetwork network;
    private final CpeSession session;
    private final SessionListener listener;
    private final InstantSource clock;
    private final HttpExchange http;
    private final CookieJar cookies;
    private final Credentials credentials;
    private final String firstUrl;
    private final Manner manner;
    private final boolean hasUsername;

    private @Nullable AcsUrl url;
    private byte[] body = NOTHING;
    private int redirects;
    private boolean isSpoilt;
    private boolean isOver;

    /** A session that has been opened but not begun. */
    public SessionRun(CpeLine line, VirtualCpe cpe, SessionListener listener, InstantSource clock) {
        this.network = line.network();
        this.cookies = new CookieJar(line.keepsCookies());
        this.clock = clock;
        this.listener = listener;
        this.firstUrl = cpe.acsUrl();
        this.credentials = new Credentials(cpe.username(), cpe.password());
        this.hasUsername = !cpe.username().isEmpty();
        this.manner = cpe.retryCount() > 0 && line.manner().isBroken() ? Manner.ORDINARY : line.manner();
        this.http = new HttpExchange(line, this);
        this.session = cpe.open(clock.instant());
    }

    /** Sends the Inform and goes on until the session is over. */
    public void start() {
        if (turnTo(firstUrl)) {
            perform(session.begin());
        }
    }

    @Override
    public void answered(FullHttpResponse response) {
        cookies.take(response.headers().getAll(HttpHeaderNames.SET_COOKIE));
        switch (response.status().code()) {
            case 200 -> perform(read(response));
            case 204 -> perform(session.receiveNothing(clock.instant()));
            case 302, 307 -> redirect(response.headers().get(HttpHeaderNames.LOCATION, ""));
            case 401 -> authenticate(response);
            case 503 -> end(new Outcome(Ending.BUSY, "HTTP " + response.status(), retryAfter(response)));
            default -> end(Outcome.failed(Ending.HTTP_ERROR, "HTTP " + response.status()));
        }
    }

    @Override
    public void failed(Ending ending, String reason) {
        end(Outcome.failed(ending, reason));
    }

    private void perform(Move move) {
        if (move instanceof Move.Say say) {
            body = network.writer().toBytes(say.envelope());
            post();
        } else if (move instanceof Move.Nothing) {
            body = NOTHING;
            post();
        } else if (move instanceof Move.End over) {
            end(over.isSuccessful() ? Outcome.WELL : Outcome.failed(Ending.PROTOCOL, over.reason()));
        }
    }

    private void post() {
        if (url == null) {
            return;
        }
        String authorization = credentials.authorization("POST", url.target());
        http.post(
                url,
                new OutgoingRequest(url, body, cookies.header(), authorization),
                manner(authorization != null || !hasUsername));
    }

    /** A broken CPE spoils the first message that the ACS would take. */
    private Manner manner(boolean isProven) {
        if (!manner.isBroken()) {
            return manner;
        }
        boolean spoils = isProven && !isSpoilt && body.length > 0;
        isSpoilt |= spoils;
        return spoils ? manner : Manner.ORDINARY;
    }

    private Move read(FullHttpResponse response) {
        ByteBuf content = response.content();
        CharSequence charset = HttpUtil.getCharsetAsSequence(response);
        try (CwmpReader reader = CwmpReader.fromAcs(CwmpLimits.DEFAULT, charset == null ? null : charset.toString())) {
            reader.feed(content.nioBuffer());
            Optional<Envelope> envelope = reader.finish();
            if (envelope.isEmpty()) {
                return session.receiveNothing(clock.instant());
            }
            Move move = session.receive(envelope.get(), clock.instant());
            if (envelope.get().message() instanceof InformResponse) {
                listener.informed(session.events());
            }
            if (move instanceof Move.Say say && envelope.get().message() instanceof AcsRequest request) {
                listener.answered(request, say.envelope().message() instanceof Fault);
            }
            return move;
        } catch (CwmpReadException broken) {
            return session.receive(broken, clock.instant());
        }
    }

    private void authenticate(FullHttpResponse response) {
        if (credentials.challenged(response.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE))) {
            post();
        } else {
            end(Outcome.failed(Ending.UNAUTHORIZED, "the ACS refuses the credentials (401)"));
        }
    }

    private void redirect(String location) {
        if (++redirects > MAX_REDIRECTS) {
            end(Outcome.failed(Ending.PROTOCOL, "redirected more than " + MAX_REDIRECTS + " times"));
            return;
        }
        http.forgetConnection();
        if (turnTo(location)) {
            post();
        }
    }

    private boolean turnTo(String text) {
        try {
            url = network.url(text);
            return true;
        } catch (IllegalArgumentException none) {
            end(Outcome.failed(Ending.PROTOCOL, String.valueOf(none.getMessage())));
            return false;
        }
    }

    private void end(Outcome outcome) {
        if (!isOver) {
            isOver = true;
            http.close(outcome.isSuccessful());
            boolean onPurpose = isSpoilt && !outcome.isSuccessful();
            listener.ended(onPurpose ? Outcome.failed(Ending.ON_PURPOSE, outcome.reason()) : outcome);
        }
    }

    private static @Nullable Duration retryAfter(FullHttpResponse response) {
        String seconds = response.headers().get(HttpHeaderNames.RETRY_AFTER, "").strip();
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }
}
