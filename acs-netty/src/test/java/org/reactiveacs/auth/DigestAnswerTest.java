package org.reactiveacs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.Credential;

class DigestAnswerTest {
    private static final Credential MUFASA = new Credential("Mufasa", "Circle of Life");
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";

    /** RFC 7616 §3.9.1. */
    @Test
    void theStrongestChallengeIsAnsweredAsTheStandardSays() {
        String rest = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"" + NONCE
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        var answer = DigestAnswer.of(List.of("Digest algorithm=MD5, " + rest, "Digest algorithm=SHA-256, " + rest))
                .orElseThrow();

        String header =
                answer.authorization(MUFASA, "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        assertThat(header)
                .startsWith("Digest ")
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"")
                .contains("algorithm=SHA-256")
                .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .contains("qop=auth, nc=00000001");
    }

    /** Each form is proven by the verifier that CPEs meet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Digest realm=\"cpe\", nonce=\"abc\", qop=\"auth\", algorithm=MD5",
                "Digest realm=\"cpe\", nonce=\"abc\"",
                "digest realm=\"cpe\",nonce=\"abc\",algorithm=\"MD5\",qop=auth",
                "Digest realm=\"cpe\", nonce=\"abc\", qop=\"auth\", algorithm=MD5-sess",
                "Digest realm=\"cpe\", nonce=\"abc\", algorithm=SHA-256",
                "Digest realm=\"\", nonce=\"abc\", qop=\"auth-int,auth\", algorithm=SHA-256-sess",
            })
    void challengesOfManyFormsAreAnswered(String challenge) {
        var credential = new Credential("acs \"1\"", "pässword");
        String header =
                DigestAnswer.of(List.of(challenge)).orElseThrow().authorization(credential, "GET", "/x?y=1", "c0ffee");

        var digest = (Authorization.Digest) AuthorizationHeader.parse(header);
        var attempt = new DigestAttempt(
                new Hashes(), digest, "GET", "/x?y=1", new DigestSecret.Password(credential.password()));

        assertThat(attempt.prove()).as(header).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"cpe\"",
                "Digest realm=\"cpe\"",
                "Digest realm=\"cpe\", nonce=\"abc\", algorithm=SHA-512-256",
                "Digest realm=\"cpe\", nonce=\"abc\", qop=\"auth-int\"",
                ""
            })
    void othersAreNot(String challenge) {
        assertThat(DigestAnswer.of(List.of(challenge))).isEmpty();
    }

    @Test
    void aStaleNonceIsTold() {
        assertThat(DigestAnswer.of(List.of("Digest realm=\"a\", nonce=\"b\", stale=TRUE"))
                        .orElseThrow()
                        .isStale())
                .isTrue();
    }
}
