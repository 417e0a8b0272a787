package org.reactiveacs.api;

import org.jspecify.annotations.Nullable;

/**
 * What a client says that a document must be for its change to count (RFC 9110 §13).
 *
 * @param ifMatch as it came, null if it did not
 * @param ifNoneMatch as it came, null if it did not
 */
record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    static Precondition of(ApiRequest request) {
        return new Precondition(request.header("If-Match"), request.header("If-None-Match"));
    }

    /** The entity tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Whether nothing is said, so that any version may be replaced. */
    boolean isNone() {
        return ifMatch == null && ifNoneMatch == null;
    }

    /**
     * Refuses a change that is not meant for this version.
     *
     * @param version 0 if there is none
     */
    void check(long version) {
        if (ifNoneMatch != null && version > 0 && isOneOf(ifNoneMatch, version)) {
            throw failed("there is one already, of version " + version);
        }
        if (ifMatch != null && (version == 0 || !isOneOf(ifMatch, version))) {
            throw failed(version == 0 ? "there is none" : "it has version " + version + " by now");
        }
    }

    static Problem failed(String why) {
        return new Problem(Problem.Type.PRECONDITION_FAILED, why);
    }

    private static boolean isOneOf(String tags, long version) {
        if (tags.strip().equals("*")) {
            return true;
        }
        for (var one : tags.split(",", -1)) {
            if (one.strip().equals(tag(version))) {
                return true;
            }
        }
        return false;
    }
}
