package org.reactiveacs.connreq;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.BasicAnswer;
import org.reactiveacs.auth.DigestAnswer;
import org.reactiveacs.device.Credential;

/**
 * Asks one device once over HTTP (TR-069 A6 §3.2.2): a GET, and another one with the proof that the first answer asks for, over the
 * same connection if the device keeps it. No redirect is followed, and of what the device sends no more is looked at than a head and
 * a little body. Belongs to its event loop.
 */
final class HttpAsk {
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_HEAD = 8192;
    private static final int LONGEST_BODY = 16_384;
    private static final int MOST_INTERIM = 8;

    private final RequestUrl url;
    private final List<Contact.Login> logins;
    private final boolean mayBasic;
    private final Consumer<Answer> answered;
    private final Connect connect;
    private int tried;
    private @Nullable String authorization;
    private boolean retried;
    private boolean isRenewed;
    private boolean isOver;
    private @Nullable Channel channel;

    /**
     * How connections are made.
     *
     * @param bootstrap with event loop, channel type, time-out and source address
     * @param address of the device
     * @param tls for https
     */
    record Connect(Bootstrap bootstrap, InetSocketAddress address, SslContext tls) {}

    /**
     * @param logins that the device may know, the likeliest first
     * @param mayBasic whether a password may be sent as it is
     * @param answered is told once
     */
    HttpAsk(RequestUrl url, List<Contact.Login> logins, boolean mayBasic, Connect connect, Consumer<Answer> answered) {
        this.url = url;
        this.logins = logins;
        this.mayBasic = mayBasic;
        this.connect = connect;
        this.answered = answered;
    }

    void start() {
        connect.bootstrap()
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        if (url.isTls()) {
                            made.pipeline().addLast(connect.tls().newHandler(made.alloc(), url.host(), url.port()));
                        }
                        made.pipeline()
                                .addLast(new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_HEAD), new Exchange());
                    }
                })
                .connect(connect.address())
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        end(new Answer(Answer.Kind.UNREACHABLE, unreachable(connected.cause())));
                    } else if (isOver) {
                        connected.channel().close();
                    }
                });
    }

    private String unreachable(Throwable cause) {
        String place = connect.address().getAddress().getHostAddress() + " port " + url.port();
        if (cause instanceof ConnectTimeoutException) {
            return "no answer from " + place;
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("refused") ? place + " refuses connections" : "no way to " + place;
    }

    /** It took too long. */
    void giveUp() {
        end(new Answer(
                Answer.Kind.UNREACHABLE,
                connect.address().getAddress().getHostAddress() + " port " + url.port()
                        + " took the connection and did not answer in time"));
    }

    private void end(Answer answer) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (channel != null) {
            channel.close();
        }
        answered.accept(answer);
    }

    /** Requests over one connection. */
    private final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
        private boolean goesOn;
        private int body;
        private int interim;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            get(context);
        }

        private void get(ChannelHandlerContext context) {
            goesOn = false;
            body = 0;
            var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, url.target());
            request.headers().set(HttpHeaderNames.HOST, url.hostHeader()).set(HttpHeaderNames.ACCEPT, "*/*");
            if (authorization != null) {
                request.headers().set(HttpHeaderNames.AUTHORIZATION, authorization);
            }
            context.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (isOver) {
                return;
            }
            if (part.decoderResult().isFailure()) {
                end(new Answer(Answer.Kind.REFUSED, "what answers there does not speak HTTP"));
                return;
            }
            if (part instanceof HttpResponse response) {
                head(context, response);
            }
            if (part instanceof HttpContent content && goesOn && !isOver) {
                body(context, content);
            }
        }

        private void head(ChannelHandlerContext context, HttpResponse response) {
            int status = response.status().code();
            if (status >= 100 && status < 200) {
                if (++interim > MOST_INTERIM) {
                    end(new Answer(
                            Answer.Kind.REFUSED, "what answers there never comes to an answer (" + status + ")"));
                }
                return;
            }
            if (status != 401) {
                end(judged(status));
                return;
            }
            Answer refusal = challenged(response.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE));
            if (refusal != null) {
                end(refusal);
            } else if (HttpUtil.isKeepAlive(response)) {
                goesOn = true;
            } else {
                again(context);
            }
        }

        private void body(ChannelHandlerContext context, HttpContent content) {
            body += content.content().readableBytes();
            if (content instanceof LastHttpContent) {
                get(context);
            } else if (body > LONGEST_BODY) {
                again(context);
            }
        }

        /** Over a new connection. */
        private void again(ChannelHandlerContext context) {
            channel = null;
            context.close();
            start();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (isOver || channel != context.channel()) {
                return;
            }
            if (authorization != null && !retried) {
                // Some devices drop the connection with their challenge, or once they have answered it.
                retried = true;
                again(context);
                return;
            }
            end(new Answer(Answer.Kind.UNREACHABLE, "the device took the connection and closed it without an answer"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof DecoderException && cause.getCause() instanceof SSLException failure) {
                end(new Answer(Answer.Kind.REFUSED, insecure(failure)));
            }
            context.close(); // What comes of all else is decided there.
        }
    }

    private String insecure(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return "the certificate that the device shows is not trusted (connreq.trust, connreq.anyCertificate)";
            }
        }
        return "TLS with " + connect.address().getAddress().getHostAddress() + " port " + url.port() + " fails";
    }

    private Answer judged(int status) {
        if (status >= 200 && status < 300) {
            return Answer.accepted(tried == 0 ? "" : logins.get(tried - 1).origin());
        }
        if (status == 503) {
            return new Answer(Answer.Kind.BUSY, "the device is busy (503): it may have a session under way");
        }
        if (status >= 300 && status < 400) {
            return new Answer(
                    Answer.Kind.REFUSED,
                    "what answers there sends us elsewhere (" + status + "), which is not followed");
        }
        return new Answer(
                Answer.Kind.REFUSED,
                status == 404
                        ? "the device does not know its ConnectionRequestURL any more (404)"
                        : "the device refuses with status " + status);
    }

    /** Makes the next proof; what is wrong if there is none. */
    private @Nullable Answer challenged(List<String> headers) {
        var digest = DigestAnswer.of(headers);
        if (digest.isPresent() && digest.get().isStale() && !isRenewed && tried > 0) {
            isRenewed = true; // The proof was right, and its nonce too old.
            tried--;
        }
        if (tried >= logins.size()) {
            return new Answer(
                    Answer.Kind.CREDENTIALS,
                    logins.isEmpty()
                            ? "the device wants a name and a password, and none is known for it"
                            : "the device does not accept the name and password that are known for it");
        }
        Credential next = logins.get(tried).credential();
        if (digest.isPresent()) {
            tried++;
            String cnonce = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
            authorization = digest.get().authorization(next, "GET", url.target(), cnonce);
            return null;
        }
        if (!BasicAnswer.isAskedFor(headers)) {
            return new Answer(Answer.Kind.CREDENTIALS, "the device asks for a proof of a kind that is not known");
        }
        if (!mayBasic) {
            return new Answer(
                    Answer.Kind.CREDENTIALS,
                    "the device wants its password as it is (basic), which connreq.basic does not allow");
        }
        tried++;
        authorization = BasicAnswer.of(next);
        return null;
    }
}
