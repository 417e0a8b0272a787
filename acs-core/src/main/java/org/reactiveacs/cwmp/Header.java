package org.reactiveacs.cwmp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an envelope (TR-069 A6 §3.5).
 *
 * @param id relates a response to its request and is repeated in it exactly; null when none came or none shall go out
 * @param holdRequests whether the CPE shall send no requests; deprecated, only an ACS sends it
 * @param noMoreRequests CWMP 1.0 only, ignored when received, never written
 * @param sessionTimeout seconds that the CPE waits for an answer, in an Inform since CWMP 1.3; null when not sent
 * @param supportedCwmpVersions what the CPE speaks, such as {@code 1.0, 1.1}, in an Inform since CWMP 1.4; else empty
 * @param useCwmpVersion the one that the ACS chose of these, in an InformResponse; null when not sent
 */
public record Header(
        @Nullable String id,
        boolean holdRequests,
        boolean noMoreRequests,
        @Nullable Integer sessionTimeout,
        List<String> supportedCwmpVersions,
        @Nullable String useCwmpVersion) {

    /** No header at all. */
    public static final Header NONE = new Header(null, false, false, null, List.of(), null);

    public Header {
        supportedCwmpVersions = List.copyOf(supportedCwmpVersions);
    }

    /** A header with nothing but an ID, {@link #NONE} when that is null. */
    public static Header ofId(@Nullable String id) {
        return id == null ? NONE : new Header(id, false, false, null, List.of(), null);
    }
}
