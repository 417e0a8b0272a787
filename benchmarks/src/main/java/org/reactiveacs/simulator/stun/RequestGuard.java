package org.reactiveacs.simulator.stun;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.device.Credential;
import org.reactiveacs.simulator.stun.StunCounts.What;

/** What a device lets through of the datagrams that ask it to call, as Annex G.2.2.3 wants it. Not thread-safe. */
final class RequestGuard {
    private static final int IDS_KEPT = 32;
    private static final int MOST_A_MINUTE = 12;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Set<String> ids = new LinkedHashSet<>();
    private String last = "";
    private long ts = -1;
    private long minuteBegan;
    private int thisMinute;

    /**
     * Judges one.
     *
     * @param nanos now, by {@link System#nanoTime}
     * @return {@link What#WAKES} if the device shall call
     */
    What judge(String datagram, Credential credential, long nanos) {
        UdpConnectionRequest request = UdpConnectionRequest.parse(datagram).orElse(null);
        if (request == null) {
            return What.MALFORMED;
        }
        if (!request.isFrom(credential)) {
            return What.UNPROVEN;
        }
        if (datagram.equals(last)) {
            return What.COPIES;
        }
        if (Long.parseLong(request.ts()) < ts || !ids.add(request.id())) {
            return What.STALE;
        }
        if (ids.size() > IDS_KEPT) {
            ids.remove(ids.iterator().next());
        }
        ts = Long.parseLong(request.ts());
        last = datagram;
        return ration(nanos);
    }

    private What ration(long nanos) {
        if (thisMinute == 0 || nanos - minuteBegan >= MINUTE) {
            minuteBegan = nanos;
            thisMinute = 0;
        }
        thisMinute++;
        return thisMinute <= MOST_A_MINUTE ? What.WAKES : What.RATIONED;
    }
}
