package org.reactiveacs.genieacs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scripts that GenieACS comes with, known by their hashes, and what does their work here. */
final class StockProvisions {

    private static final String BOOTSTRAP =
            "GenieACS' own bootstrap script; here a 0 BOOTSTRAP makes all that is stored stale by itself";
    private static final String DEFAULT =
            "GenieACS' own default script, which refreshes parameters each hour; here say what is to be fresh in a policy (freshness)";
    private static final String INFORM =
            "GenieACS' own inform script, which sets the periodic Inform and connection request credentials; here the policy onboarding does";

    /** Hashes of the text without comments and white space: all of 1.2, and what came after it. */
    private static final Map<String, String> KNOWN = Map.of(
            "63146abd430cb0ee94efec2b149ef801f4663670ea1639d21561989e3997b6a0", BOOTSTRAP,
            "8f1d61a545a480d8f6f3f5702d11108a4c03ace2f0a98b86f5db1409de7d47ea", DEFAULT,
            "a1c44a324c4c045a6204ffd7e2c7bd3ee182e6e6b3aa8cfc5148e0faedd3852c", INFORM,
            "e6c2a2b97310b67f1071290df59aa3f759bcb9e27c99eff198f2cfb29acc369e", INFORM);

    private StockProvisions() {}

    /** What does its work here; null if it is none of them, or was changed. */
    static @Nullable String replacement(String script) {
        return KNOWN.get(hash(script));
    }

    private static String hash(String script) {
        var plain = script.replaceAll("//[^\n]*", "")
                .replaceAll("\\s+", "")
                .replace(",)", ")")
                .replace(",}", "}");
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
