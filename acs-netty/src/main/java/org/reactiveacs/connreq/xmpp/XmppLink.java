package org.reactiveacs.connreq.xmpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to an XMPP server, always over TLS. It is made again when it is lost, after a pause that grows and is left to chance,
 * so that the nodes do not all come at once. Everything that may wait for the server runs on one thread of its own; thread-safe.
 */
public final class XmppLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(XmppLink.class);
    private static final Duration REPLY = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int PING_SECONDS = 30;

    /** Smack tells of every lost connection with a stack trace; what an operator needs is said here. Kept, or it would be collected. */
    private static final java.util.logging.Logger SMACK = java.util.logging.Logger.getLogger("org.jivesoftware");

    static {
        SMACK.setLevel(Level.OFF);
    }

    private final EntityBareJid own;
    private final XMPPTCPConnection connection;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var made = new Thread(work, "xmpp");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean isClosed;
    private String trouble = "";
    private int failures;
    private @Nullable Future<?> retry;

    private XmppLink(EntityBareJid own, XMPPTCPConnection connection) {
        this.own = own;
        this.connection = connection;
    }

    /**
     * Begins to connect; returns at once.
     *
     * @throws IllegalArgumentException if the address is none, with a message for the operator
     */
    public static XmppLink open(XmppSettings settings) {
        EntityBareJid own = address(settings.jid());
        XMPPTCPConnectionConfiguration.Builder builder;
        try {
            builder = XMPPTCPConnectionConfiguration.builder()
                    .setXmppAddressAndPassword(own, settings.password())
                    .setResource(Resourcepart.from(settings.resource()))
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setSecurityMode(SecurityMode.required)
                    .setSendPresence(false);
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException(settings.resource() + " cannot be the resource of an XMPP address", e);
        }
        settings.host().ifPresent(host -> builder.setHost(host).setPort(settings.port()));
        settings.trust().ifPresent(builder::setCustomX509TrustManager);
        var connection = new XMPPTCPConnection(builder.build());
        connection.setReplyTimeout(REPLY.toMillis());
        // What was sent over a lost connection is not sent again: a connection request of a minute ago helps nobody.
        connection.setUseStreamManagement(false);
        var link = new XmppLink(own, connection);
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosedOnError(Exception e) {
                link.later(() -> link.again(e));
            }
        });
        link.later(link::connect);
        link.thread.scheduleWithFixedDelay(link::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        return link;
    }

    private static EntityBareJid address(String text) {
        EntityBareJid address = JidCreate.entityBareFromOrNull(text);
        if (address == null) {
            throw new IllegalArgumentException(text + " is no XMPP address: expected NAME@DOMAIN");
        }
        return address;
    }

    /** This node's address without resource. */
    EntityBareJid own() {
        return own;
    }

    /** Whether requests can be sent. */
    public boolean isConnected() {
        return connection.isAuthenticated();
    }

    /**
     * Sends a request.
     *
     * @param answered is told of the result on a thread of the connection; null if it did not fail
     */
    void send(IQ request, Consumer<@Nullable Exception> answered) {
        // Sending waits while the connection takes nothing.
        later(() -> connection
                .sendIqRequestAsync(request, REPLY.toMillis())
                .onSuccess(result -> answered.accept(null))
                .onError(answered::accept));
    }

    private void later(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("xmpp closed jid={}", own);
        }
    }

    private void connect() {
        retry = null;
        if (isClosed || connection.isAuthenticated()) {
            return;
        }
        try {
            connection.connect();
            connection.login();
            LOG.info("xmpp connected jid={}", connection.getUser());
            trouble = "";
            failures = 0;
        } catch (XMPPException | SmackException | IOException | RuntimeException e) {
            // Whatever a server sends that the library does not take, another attempt must follow.
            connection.instantShutdown();
            again(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again(Exception cause) {
        // Once for each reason, however long it stays.
        String reason = reason(cause);
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOG.warn("xmpp not connected jid={} reason={}", own, reason);
        }
        if (isClosed || retry != null) {
            return;
        }
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures++, 10));
        retry = thread.schedule(
                this::connect, most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1), TimeUnit.MILLISECONDS);
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        String first = message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        return first.replaceAll("\\s+", " ").strip();
    }

    /** A server that is gone without a word is not noticed otherwise. */
    private void ping() {
        if (isConnected()) {
            send(new PingIq(own.asDomainBareJid()), failure -> {
                if (failure instanceof SmackException.NoResponseException) {
                    later(() -> {
                        connection.instantShutdown();
                        again(failure);
                    });
                }
            });
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.shutdownNow();
        connection.instantShutdown();
    }
}
