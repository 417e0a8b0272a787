package org.reactiveacs.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Header;

/** The negotiation of CWMP 1.4 (TR-069 A6 §3.7.1.1): a CPE that tells its versions is told which one to use. */
public final class Versions {

    /** From the oldest to the newest. */
    private static final List<CwmpVersion> OURS = List.of(CwmpVersion.values());

    private Versions() {}

    /** Whether the CPE tells its versions and none of them is ours: then the Inform gets fault 8006. */
    public static boolean areIncompatible(Header header) {
        return !header.supportedCwmpVersions().isEmpty() && use(header) == null;
    }

    /** The newest version that both speak; null when the CPE does not ask, or none fits. */
    static @Nullable String use(Header header) {
        if (header.supportedCwmpVersions().isEmpty()) {
            return null;
        }
        var theirs = header.supportedCwmpVersions();
        for (int i = OURS.size() - 1; i >= 0; i--) {
            if (theirs.contains(OURS.get(i).number())) {
                return OURS.get(i).number();
            }
        }
        return null;
    }
}
