package org.reactiveacs.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * A context whose certificate can be renewed while the listener runs: new connections use the newest files, open ones keep
 * what they began with. Keys of session tickets follow the time in the same way. Thread-safe.
 */
public final class ReloadingSslContext extends SslContext {
    private final TlsSettings settings;
    private final SslProvider provider;
    private final Optional<SessionTickets> tickets;
    private volatile TlsContexts.Scoped made;
    private long epoch;
    private List<String> stamps;

    ReloadingSslContext(TlsSettings settings, SslProvider provider, Optional<SessionTickets> tickets) {
        this.settings = settings;
        this.provider = provider;
        this.tickets = tickets;
        this.stamps = stamps(settings);
        this.made = TlsContexts.create(settings, provider, tickets);
        tickets.ifPresent(each -> epoch = giveKeys(each, made));
    }

    /**
     * Reads the files again if one of them changed. Reads files, so not for an event loop.
     *
     * @return whether a new context is in use
     * @throws TlsException if the new files cannot be used; the old ones stay in use until they change once more
     */
    public synchronized boolean reloadIfChanged() {
        List<String> now = stamps(settings);
        if (now.equals(stamps)) {
            return false;
        }
        stamps = now;
        TlsContexts.Scoped renewed = TlsContexts.create(settings, provider, tickets);
        tickets.ifPresent(each -> epoch = giveKeys(each, renewed));
        made = renewed;
        return true;
    }

    /**
     * Goes on to the keys of the present epoch if another has begun; derives some keys, which takes well below a millisecond
     * for each version of the ring.
     *
     * @return whether tickets are sealed under another key from now on
     */
    public synchronized boolean rotateTicketKeys() {
        if (tickets.isEmpty() || tickets.get().epoch() == epoch) {
            return false;
        }
        epoch = giveKeys(tickets.get(), made);
        return true;
    }

    /** Returns the epoch whose keys it gave. */
    private static long giveKeys(SessionTickets tickets, TlsContexts.Scoped to) {
        long epoch = tickets.epoch();
        // The Java virtual machine takes no keys from outside.
        if (to.context().sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setTicketKeys(tickets.keys(to.scope(), epoch).toArray(new OpenSslSessionTicketKey[0]));
        }
        return epoch;
    }

    /** When the certificate that new connections see expires, or the first of its chain that does. */
    public Instant expires() {
        return made.expires();
    }

    /** The files that this context was made of. */
    public TlsSettings settings() {
        return settings;
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return made.context().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other type to implement the method with
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return made.context().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return made.context().newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return made.context().newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return made.context().sessionContext();
    }

    private static List<String> stamps(TlsSettings settings) {
        List<Path> files = new ArrayList<>();
        files.add(settings.identity().certificate());
        files.add(settings.identity().key());
        settings.clientCa().ifPresent(files::add);
        return files.stream().map(ReloadingSslContext::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "absent";
        }
    }
}
