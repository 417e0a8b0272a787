package org.reactiveacs.tls;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the files and ticket keys of all contexts on a thread of its own, so a renewed certificate needs no restart. */
public final class TlsReloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReloads.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread worker = new Thread(runnable, "tls-reload");
        worker.setDaemon(true);
        return worker;
    });

    /** Starts to look every so often. */
    public static TlsReloads every(Duration interval, List<ReloadingSslContext> contexts) {
        TlsReloads reloads = new TlsReloads();
        var unused = reloads.thread.scheduleWithFixedDelay(
                () -> contexts.forEach(TlsReloads::reload),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
        return reloads;
    }

    private static void reload(ReloadingSslContext context) {
        if (context.rotateTicketKeys()) {
            LOG.debug("ticket keys rotated listener={}", context.settings().prefix());
        }
        try {
            if (context.reloadIfChanged()) {
                LOG.info("certificate renewed listener={}", context.settings().prefix());
            }
        } catch (TlsException e) {
            LOG.warn("certificate not renewed, the old one stays in use reason={}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
