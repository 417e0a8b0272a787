package org.reactiveacs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestVerifierTest {
    private static final DigestSecret PASSWORD = new DigestSecret.Password("secret");

    private final DigestVerifier verifier = new DigestVerifier();
    private final Hashes hashes = new Hashes();

    @Test
    void exampleOfRfc2617() {
        String header = """
                Digest username="Mufasa", realm="testrealm@host.com", \
                nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, \
                cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", \
                opaque="5ccc069c403ebaf9f0171e9517f40e41\"""";

        assertThat(verify(header, "GET", "/dir/index.html", new DigestSecret.Password("Circle Of Life")))
                .contains(Set.of());
        assertThat(verify(header, "GET", "/dir/index.html", new DigestSecret.Password("Circle of Life")))
                .isEmpty();
        assertThat(verify(header, "POST", "/dir/index.html", new DigestSecret.Password("Circle Of Life")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void examplesOfRfc7616(String algorithm, String response) {
        String header = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\","
                + " algorithm=" + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response + "\","
                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

        assertThat(verify(header, "GET", "/dir/index.html", new DigestSecret.Password("Circle of Life")))
                .contains(Set.of());
    }

    @Test
    void aPrecomputedHashProvesTheSameForItsOwnHashOnly() {
        String header = answer("cpe", "/", "MD5", "", "00000001", "auth");
        String ha1 = verifier.ha1(DigestAlgorithm.MD5, "cpe", "acs", "secret");

        assertThat(verify(header, "POST", "/", new DigestSecret.Ha1("MD5", ha1)))
                .contains(Set.of());
        assertThat(verify(header, "POST", "/", new DigestSecret.Ha1("SHA-256", ha1)))
                .isEmpty();
        assertThat(verify(header, "POST", "/", new DigestSecret.Ha1("MD5", "0".repeat(32))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MD5-sess", "SHA-256-sess", "MD5", "SHA-256"})
    void everyAlgorithmIsVerified(String algorithm) {
        String header = answer("cpe", "/", algorithm, algorithm, "00000001", "auth");

        assertThat(verify(header)).contains(Set.of());
    }

    @Test
    void theOldFormWithoutQopIsVerified() {
        assertThat(verify(answer("cpe", "/", "MD5", "", "", null))).contains(Set.of());
    }

    @Test
    void qopGoesIntoTheHashAsItWasSent() {
        assertThat(verify(answer("cpe", "/", "MD5", "MD5", "00000001", "AUTH"))).contains(Set.of());
    }

    @Test
    void authIntIsRefusedForItWasNotOffered() {
        assertThat(verify(answer("cpe", "/", "MD5", "MD5", "00000001", "auth-int")))
                .isEmpty();
    }

    @Test
    void aCutOffAlgorithmIsTakenFromTheLengthOfTheResponse() {
        assertThat(verify(answer("cpe", "/", "MD5", "MD", "00000001", "auth"))).contains(Set.of(DigestQuirk.ALGORITHM));
        assertThat(verify(answer("cpe", "/", "SHA-256", "SHA", "00000001", "auth")))
                .contains(Set.of(DigestQuirk.ALGORITHM));
    }

    @Test
    void aSessionVariantThatIsOnlyClaimedIsSeenThrough() {
        assertThat(verify(answer("cpe", "/", "MD5", "MD5-sess", "00000001", "auth")))
                .contains(Set.of(DigestQuirk.SESSION_VARIANT));
        assertThat(verify(answer("cpe", "/", "MD5-sess", "MD5", "00000001", "auth")))
                .contains(Set.of(DigestQuirk.SESSION_VARIANT));
    }

    @ParameterizedTest
    @CsvSource({"http://acs.example.net:7547/acs", "/acs/", "''"})
    void uriMayDifferFromTheRequestTarget(String uri) {
        String header = answer("cpe", uri, "MD5", "MD5", "00000001", "auth");

        assertThat(verify(header, "POST", "/acs", PASSWORD)).contains(Set.of(DigestQuirk.URI));
    }

    @Test
    void uriThatWasSentButNotHashedIsSeenThrough() {
        String header = answer("cpe", "/acs", "MD5", "MD5", "00000001", "auth").replace("\"/acs\"", "\"/acs/\"");

        assertThat(verify(header, "POST", "/acs", PASSWORD)).contains(Set.of(DigestQuirk.URI));
    }

    @Test
    void nameMayBeHashedWithItsBackslashesOrWithout() {
        String hashedWith = answer("a\\\"b", "/", "MD5", "MD5", "00000001", "auth");
        String hashedWithout =
                answer("a\"b", "/", "MD5", "MD5", "00000001", "auth").replace("\"a\"b\"", "\"a\\\"b\"");

        assertThat(verify(hashedWith)).contains(Set.of(DigestQuirk.ESCAPED_USERNAME));
        assertThat(verify(hashedWithout)).contains(Set.of());
    }

    @Test
    void nameMayBePercentEncodedInTheHeaderOnly() {
        String header =
                answer("00D09E-a b", "/", "MD5", "MD5", "00000001", "auth").replace("a b", "a%20b");

        assertThat(verify(header)).contains(Set.of(DigestQuirk.ESCAPED_USERNAME));
    }

    @Test
    void nameMayBeUtf8OrLatin1() {
        String utf8 = answer("Kühn", "/", "MD5", "MD5", "00000001", "auth");
        String latin1 = answer("Kühn", "/", StandardCharsets.ISO_8859_1);

        assertThat(verify(asBytes(utf8, StandardCharsets.UTF_8))).contains(Set.of());
        assertThat(verify(asBytes(latin1, StandardCharsets.ISO_8859_1))).contains(Set.of());
    }

    @Test
    void counterGoesIntoTheHashAsItWasSent() {
        assertThat(verify(answer("cpe", "/", "MD5", "MD5", "1", "auth"))).contains(Set.of());
        assertThat(verify(answer("cpe", "/", "MD5", "MD5", "", "auth"))).contains(Set.of());
    }

    @Test
    void aWrongPasswordNeverPasses() {
        for (String algorithm : new String[] {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess"}) {
            String header = answer("cpe", "/", algorithm, algorithm, "00000001", "auth");
            assertThat(verify(header, "POST", "/", new DigestSecret.Password("secre")))
                    .isEmpty();
        }
    }

    private Optional<Set<DigestQuirk>> verify(String header) {
        return verify(header, "POST", "/", PASSWORD);
    }

    private Optional<Set<DigestQuirk>> verify(String header, String method, String target, DigestSecret secret) {
        return verifier.verify((Authorization.Digest) AuthorizationHeader.parse(header), method, target, secret);
    }

    /** What a CPE with the password "secret" answers, hashing by one algorithm and claiming a perhaps different one. */
    private String answer(String user, String uri, String algorithm, String claimed, String nc, @Nullable String qop) {
        String hash = algorithm.replace("-sess", "");
        String ha1 = hash(hash, user + ":acs:secret");
        if (algorithm.endsWith("-sess")) {
            ha1 = hash(hash, ha1 + ":n0nce:c1");
        }
        String middle = qop == null ? "n0nce" : "n0nce:" + nc + ":c1:" + qop;
        String response = hash(hash, ha1 + ":" + middle + ":" + hash(hash, "POST:" + uri));
        return "Digest username=\"" + user + "\", realm=\"acs\", nonce=\"n0nce\", uri=\"" + uri + "\", response=\""
                + response + "\"" + (claimed.isEmpty() ? "" : ", algorithm=" + claimed)
                + (qop == null ? "" : ", qop=" + qop + ", nc=" + nc + ", cnonce=\"c1\"");
    }

    private String answer(String user, String uri, Charset charset) {
        String ha1 = hashes.hex("MD5", user + ":acs:secret", charset);
        String response = hash("MD5", ha1 + ":n0nce:" + hash("MD5", "POST:" + uri));
        return "Digest username=\"" + user + "\", realm=\"acs\", nonce=\"n0nce\", uri=\"" + uri + "\", response=\""
                + response + "\"";
    }

    private String hash(String hash, String text) {
        return hashes.hex(hash, text, StandardCharsets.UTF_8);
    }

    private static String asBytes(String header, Charset charset) {
        return new String(header.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
