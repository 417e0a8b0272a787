package org.reactiveacs.outbound;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.core.Exceptions;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** Why a call got no answer that could be read. */
public enum CallFailure {
    /** No answer came whole in time. */
    TIMEOUT,
    /** The answer is longer than is read. */
    OVERSIZED,
    /** Not called: too many wait for it already. */
    BUSY,
    /** Not called: the host has no address that may be. */
    FORBIDDEN,
    /** The host has no address that anybody knows. */
    UNKNOWN_HOST,
    /** The host does not answer. */
    SILENT,
    /** The host refuses connections. */
    REFUSED,
    /** TLS fails: the certificate may not be trusted. */
    UNTRUSTED,
    /** The connection broke off. */
    BROKEN_OFF,
    /** A fault of this server. */
    OURS;

    /** What an error of {@link PostClient} means. */
    public static CallFailure of(Throwable thrown) {
        var failure = Exceptions.unwrap(thrown);
        if (failure instanceof TimeoutException) {
            return TIMEOUT;
        }
        if (failure instanceof PostClient.OversizedException) {
            return OVERSIZED;
        }
        if (failure instanceof PoolAcquirePendingLimitException) {
            return BUSY;
        }
        if (failure instanceof ForbiddenTargetException) {
            return FORBIDDEN;
        }
        if (failure instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        if (failure instanceof ConnectTimeoutException) {
            return SILENT;
        }
        if (failure instanceof ConnectException) {
            return REFUSED;
        }
        if (failure instanceof SSLException) {
            return UNTRUSTED;
        }
        return failure instanceof IOException ? BROKEN_OFF : OURS;
    }
}
