package org.reactiveacs.main;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files, sockets among them, this process may have open. */
final class FileLimit {

    private static final Logger LOG = LoggerFactory.getLogger(FileLimit.class);

    /** The part that connection requests may take: the devices that are asked call a moment later, and need sockets, too. */
    private static final int OUTGOING = 4;

    private FileLimit() {}

    /** The operating system's limit; none where it tells none. */
    static long ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /**
     * How many devices may be asked to call at a time.
     *
     * @param wanted that the configuration says
     * @param files that may be open
     */
    static int askedAtOnce(int wanted, long files) {
        long most = Math.max(1, files / OUTGOING);
        if (wanted <= most) {
            return wanted;
        }
        LOG.warn("connection requests limited by open files atOnce={} wanted={} limit={}", most, wanted, files);
        return (int) most;
    }
}
