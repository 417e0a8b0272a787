package org.reactiveacs.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * A context whose certificate can be renewed while the listener runs: new connections use the newest files, open ones keep
 * what they began with. Thread-safe.
 */
public final class ReloadingSslContext extends SslContext {
    private final TlsSettings settings;
    private final SslProvider provider;
    private volatile SslContext current;
    private List<String> stamps;

    ReloadingSslContext(TlsSettings settings, SslProvider provider) {
        this.settings = settings;
        this.provider = provider;
        this.stamps = stamps(settings);
        this.current = TlsContexts.create(settings, provider);
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
        current = TlsContexts.create(settings, provider);
        return true;
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
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other type to implement the method with
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
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
