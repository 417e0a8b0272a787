package org.reactiveacs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {
    private static final String HASH = "6629fae49393a05397450978507c4ef1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest username=\"cpe\",realm=\"acs\",nonce=\"n\",uri=\"/\",nc=00000002,cnonce=\"c\",qop=\"auth\",response=\"%s\"",
                "DIGEST  username=cpe, realm=acs, nonce=n, uri=/, nc=\"00000002\", cnonce=c, qop=auth, response=%s",
                "Digest username=\"\"cpe\"\", realm=\"acs\", nonce=\"n\", uri=\"/\", nc=00000002, cnonce=\"c\", qop=auth, response=\"%s\"",
                "Digest username=\"cpe\" realm=\"acs\" nonce=\"n\" uri=\"/\" nc=00000002 cnonce=\"c\" qop=auth response=\"%s\"",
                "Digest username=\"cpe, realm=\"acs\", nonce=\"n\", uri=\"/\", nc=2, cnonce=\"c\", qop=auth, response=\"%s\"",
                "Digest username = \"cpe\" , realm = \"acs\" , nonce=\"n\", uri=\"/\", nc=00000002, cnonce=\"c\", qop=auth, response=\"%s\",",
                "Digest username=\"cpe\", realm=\"acs\", nonce=\"n\", uri=\"/\", nc=00000002, cnonce=\"c\", qop=auth, response=\"%s",
                "Digest,username=\"cpe\";realm=\"acs\";nonce=\"n\";uri=\"/\";nc=00000002;cnonce=\"c\";qop=auth;response=\"%s\"",
            })
    void digestIsReadHoweverItIsQuoted(String form) {
        Authorization.Digest digest = digest(form.formatted(HASH.toUpperCase(Locale.ROOT)));

        assertThat(digest.username()).isEqualTo("cpe");
        assertThat(digest.realm()).isEqualTo("acs");
        assertThat(digest.nonce()).isEqualTo("n");
        assertThat(digest.uri()).isEqualTo("/");
        assertThat(digest.nonceCount()).isEqualTo(2);
        assertThat(digest.cnonce()).isEqualTo("c");
        assertThat(digest.qop()).isEqualTo("auth");
        assertThat(digest.response()).isEqualTo(HASH);
    }

    @Test
    void oddQuotingIsNoted() {
        String proper = "Digest username=\"a\", algorithm=MD5, qop=auth, nc=00000001, response=\"" + HASH + "\"";

        assertThat(digest(proper).quirks()).isEmpty();
        assertThat(digest(proper.replace("\"a\"", "a")).quirks()).containsExactly(DigestQuirk.QUOTING);
        assertThat(digest(proper + ", username=\"b\"").quirks()).containsExactly(DigestQuirk.DUPLICATE);
        assertThat(digest(proper + ", what").quirks()).containsExactly(DigestQuirk.STRAY_TEXT);
    }

    @Test
    void namesAreUnderstoodInEveryFormThatHappens() {
        assertThat(digest("Digest username=\"a\\\"b\\\\c\", response=" + HASH).username())
                .isEqualTo("a\"b\\c");
        assertThat(digest("Digest username=\"a\"b\", response=" + HASH).username())
                .isEqualTo("a\"b");
        assertThat(digest("Digest username=\"00D09E-a%20b%2Fc%\", response=" + HASH)
                        .usernames())
                .containsExactly("00D09E-a%20b%2Fc%", "00D09E-a b/c%");
        assertThat(digest("Digest username=\"K\u00c3\u00bchn\", response=" + HASH)
                        .username())
                .isEqualTo("Kühn");
        assertThat(digest("Digest username*=UTF-8''K%C3%BChn, response=" + HASH).username())
                .isEqualTo("Kühn");
    }

    @Test
    void countersThatAreNoneCountAsZero() {
        assertThat(digest("Digest username=a, nc=zz, response=" + HASH).nonceCount())
                .isZero();
        assertThat(digest("Digest username=a, nc=-1, response=" + HASH).nonceCount())
                .isZero();
        assertThat(digest("Digest username=a, nc=1ffffffff, response=" + HASH).nonceCount())
                .isZero();
        assertThat(digest("Digest username=a, nc=FFFFFFFF, response=" + HASH).nonceCount())
                .isEqualTo(0xFFFFFFFFL);
    }

    @Test
    void basicIsReadWithColonsInThePasswordAndInUtf8() {
        assertThat(AuthorizationHeader.parse("Basic " + base64("cpe:pass:word")))
                .isEqualTo(new Authorization.Basic("cpe", "pass:word"));
        assertThat(AuthorizationHeader.parse("basic  " + base64("Kühn:") + " "))
                .isEqualTo(new Authorization.Basic("Kühn", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer abc",
                "Basic",
                "Basic Zm9v",
                "Digest",
                "Digest username=\"a\"",
                "Digest response=\"6629fae49393a05397450978507c4ef1\"",
                "Digest username=\"a\", response=\"xyz\"",
                "Negotiate"
            })
    void whatCannotBeUsedIsOther(String header) {
        assertThat(AuthorizationHeader.parse(header)).isInstanceOf(Authorization.Other.class);
    }

    @Test
    void lengthIsBounded() {
        String header = "Digest username=\"a\", response=" + HASH;
        String filling = " ".repeat(AuthorizationHeader.MAX_CHARS - header.length());

        assertThat(AuthorizationHeader.parse(header + filling)).isInstanceOf(Authorization.Digest.class);
        assertThat(AuthorizationHeader.parse(header + filling + " ")).isInstanceOf(Authorization.Other.class);
    }

    @Test
    void textFormsShowNoSecrets() {
        assertThat(AuthorizationHeader.parse("Basic " + base64("cpe:hidden")).toString())
                .doesNotContain("hidden");
        assertThat(digest("Digest username=a, response=" + HASH).toString()).doesNotContain(HASH);
    }

    @Property
    void parsingNeverThrows(@ForAll @StringLength(max = 5000) String text) {
        assertThat(AuthorizationHeader.parse(text)).isNotNull();
        assertThat(AuthorizationHeader.parse("Digest " + text)).isNotNull();
        assertThat(AuthorizationHeader.parse("Basic " + text)).isNotNull();
    }

    @Property
    void parsingNeverThrowsOnTheCharactersThatMatter(
            @ForAll @CharRange(from = ' ', to = ',') @CharRange(from = '\\', to = '\\') @CharRange(from = '=', to = '=')
                    String text) {
        String header = "Digest username=\"" + text + "\", nc=" + text + ", response=" + HASH + text;

        if (AuthorizationHeader.parse(header) instanceof Authorization.Digest digest) {
            assertThat(digest.usernames()).isNotEmpty();
            assertThat(digest.nonceCount()).isNotNegative();
            assertThat(new DigestVerifier().verify(digest, "POST", "/", new DigestSecret.Password("x")))
                    .isEmpty();
        }
    }

    private static Authorization.Digest digest(String header) {
        return (Authorization.Digest) AuthorizationHeader.parse(header);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
