package org.reactiveacs.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.reactiveacs.auth.Authorization;
import org.reactiveacs.auth.AuthorizationHeader;
import org.reactiveacs.auth.DigestQuirk;
import org.reactiveacs.auth.DigestSecret;
import org.reactiveacs.auth.DigestVerifier;

/** A digest response parsed and verified. */
@State(Scope.Benchmark)
public class DigestBenchmark {
    @Param({"MD5", "SHA-256"})
    @SuppressWarnings("NullAway.Init")
    public String algorithm;

    private final DigestVerifier verifier = new DigestVerifier();
    private final DigestSecret secret = new DigestSecret.Password("a-password-of-one-device");

    @SuppressWarnings("NullAway.Init")
    private String header;

    @Setup
    public void answer() throws NoSuchAlgorithmException {
        var ha1 = hash("00D09E-GW1:acs:a-password-of-one-device");
        var nonce = "NzA4MjY0MzE2LjE3MzI3NDg4";
        var response = hash(ha1 + ":" + nonce + ":00000001:0a4f113b:auth:" + hash("POST:/"));
        header = "Digest username=\"00D09E-GW1\", realm=\"acs\", nonce=\"" + nonce
                + "\", uri=\"/\", algorithm=" + algorithm + ", qop=auth, nc=00000001, cnonce=\"0a4f113b\", response=\""
                + response + '"';
        if (verify().isEmpty()) {
            throw new IllegalStateException("the response is not accepted");
        }
    }

    private String hash(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Benchmark
    public Optional<Set<DigestQuirk>> verify() {
        return AuthorizationHeader.parse(header) instanceof Authorization.Digest digest
                ? verifier.verify(digest, "POST", "/", secret)
                : Optional.empty();
    }
}
