package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

class SecuredLinkTest {

    @RegisterExtension
    static final StandaloneRedis REDIS =
            RedisServers.standalone().withTls().withUser("acs", "s3cret", "~acs:* resetchannels +@all -@dangerous");

    private static RedisSettings settings(String url, RedisSettings.Access access) {
        return new RedisSettings(url, access, 0, Duration.ofSeconds(2));
    }

    private static RedisSettings.Access trusting() {
        return RedisSettings.Access.NONE.trusting(REDIS.authority());
    }

    @Test
    void scriptsRunInTlsAsTheUserOfTheUrl() {
        try (var link = RedisLink.open(settings(REDIS.url(), trusting()))) {
            assertThat(Bump.run(link, 9, "a").count()).isEqualTo(1);
            assertThat(Bump.runDurably(link, 9, "b").count()).isEqualTo(2);
        }
    }

    @Test
    void whatTheUserMayNotTouchIsRefused() {
        try (var link = RedisLink.open(settings(REDIS.url(), trusting()))) {
            assertThatThrownBy(() -> link.run(
                                    Script.ofText("foreign.lua", "return redis.call('get', KEYS[1])"),
                                    List.of(Bump.bytes("foreign")),
                                    List.of())
                            .block(Bump.LIMIT))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        assertThatThrownBy(() -> RedisLink.open(settings(REDIS.url(), RedisSettings.Access.NONE)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot reach Redis at rediss://acs@localhost");
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessTheUrlSaysSo() {
        var url = REDIS.url().replace("localhost", "127.0.0.1");

        assertThatThrownBy(() -> RedisLink.open(settings(url, trusting()))).isInstanceOf(StoreException.class);
        try (var link = RedisLink.open(settings(url + "?verifyPeer=ca", trusting()))) {
            assertThat(link.isUp()).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() {
        var url = REDIS.url().replace("s3cret", "wr0ng");

        assertThatThrownBy(() -> RedisLink.open(settings(url, trusting())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("WRONGPASS")
                .message()
                .doesNotContain("wr0ng");
    }
}
