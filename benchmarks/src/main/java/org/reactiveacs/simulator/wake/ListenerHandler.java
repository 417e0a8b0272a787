package org.reactiveacs.simulator.wake;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Challenge;
import org.reactiveacs.simulator.client.Digest;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.fleet.FleetDevice;

/** Answers connection requests as the device would that the path names. */
@ChannelHandler.Sharable
final class ListenerHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String REALM = "cpe";

    private final String nonce;
    private volatile IntFunction<@Nullable FleetDevice> devices = number -> null;

    ListenerHandler(String nonce) {
        this.nonce = nonce;
    }

    void lookUp(IntFunction<@Nullable FleetDevice> places) {
        devices = places;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        long nanos = System.nanoTime();
        String uri = request.uri();
        FleetDevice device = uri.matches("/[0-9]{1,9}") ? devices.apply(Integer.parseInt(uri.substring(1))) : null;
        if (device == null) {
            context.writeAndFlush(response(HttpResponseStatus.NOT_FOUND));
        } else if (!request.method().equals(HttpMethod.GET)) {
            context.writeAndFlush(response(HttpResponseStatus.METHOD_NOT_ALLOWED));
        } else {
            String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
            device.at(nanos, woken -> context.writeAndFlush(answer(woken, uri, authorization, nanos)));
        }
    }

    private FullHttpResponse answer(FleetDevice device, String uri, String authorization, long nanos) {
        if (!isProven(device.cpe(), uri, authorization)) {
            FullHttpResponse response = response(HttpResponseStatus.UNAUTHORIZED);
            response.headers()
                    .set(
                            HttpHeaderNames.WWW_AUTHENTICATE,
                            "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5");
            return response;
        }
        return response(device.wakeUp(nanos) ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE);
    }

    private boolean isProven(VirtualCpe cpe, String uri, String authorization) {
        List<Challenge> shown = Challenge.of(List.of(authorization));
        if (shown.size() != 1 || !shown.get(0).scheme().equals("digest")) {
            return false;
        }
        Challenge proof = shown.get(0);
        String username = cpe.connectionRequestUsername();
        Digest digest = new Digest("MD5", REALM, nonce, uri, proof.get("nc"), proof.get("cnonce"));
        return proof.get("username").equals(username)
                && proof.get("nonce").equals(nonce)
                && proof.get("uri").equals(uri)
                && proof.get("response").equals(digest.response(username, cpe.connectionRequestPassword(), "GET"));
    }

    private static FullHttpResponse response(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
