package org.reactiveacs.cwmp;

/**
 * How much of a message a {@link CwmpReader} takes before it gives up.
 *
 * <p>What a limit names is still taken; one more is refused.
 *
 * @param maxBytes of the whole body as it arrives; 32 MiB by default, for a whole tree is many MB
 * @param maxDepth of elements within one another, the envelope being 1; 32 by default
 * @param maxTextChars UTF-16 units of one value, name or other text; 1 Mi by default
 * @param maxItems members of all lists of a message together; 500,000 by default
 */
public record CwmpLimits(long maxBytes, int maxDepth, int maxTextChars, int maxItems) {

    /** Room for the largest CPEs seen. */
    public static final CwmpLimits DEFAULT = new CwmpLimits(32L << 20, 32, 1 << 20, 500_000);

    public CwmpLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxTextChars < 1 || maxItems < 1) {
            throw new IllegalArgumentException("limits must be positive: " + maxBytes + " bytes, depth " + maxDepth
                    + ", " + maxTextChars + " characters, " + maxItems + " items");
        }
    }
}
