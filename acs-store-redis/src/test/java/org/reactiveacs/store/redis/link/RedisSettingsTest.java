package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.store.StoreException;

class RedisSettingsTest {

    @Test
    void aUrlNamesServerLoginAndDatabase() {
        var url = RedisUrl.parse("rediss://acs:p%40ss%2Fw%3Ard+1@redis.example.net:6380/3");

        assertThat(url.kind()).isEqualTo(RedisUrl.Kind.STANDALONE);
        assertThat(url.tls()).isTrue();
        assertThat(url.user()).isEqualTo("acs");
        assertThat(url.password()).isEqualTo("p@ss/w:rd+1");
        assertThat(url.servers()).containsExactly(new RedisUrl.Server("redis.example.net", 6380));
        assertThat(url.database()).isEqualTo(3);
    }

    @Test
    void aClustersUrlNamesSomeOfItsNodes() {
        var url = RedisUrl.parse("redis-cluster://:secret@10.0.0.1:7000,[2001:db8::2]:7001,c");

        assertThat(url.kind()).isEqualTo(RedisUrl.Kind.CLUSTER);
        assertThat(url.tls()).isFalse();
        assertThat(url.user()).isNull();
        assertThat(url.password()).isEqualTo("secret");
        assertThat(url.servers())
                .isEqualTo(List.of(
                        new RedisUrl.Server("10.0.0.1", 7000),
                        new RedisUrl.Server("2001:db8::2", 7001),
                        new RedisUrl.Server("c", 6379)));
    }

    @Test
    void aSentinelUrlNamesThePrimary() {
        var url = RedisUrl.parse("rediss-sentinel://s1,s2:26380/acs-primary?verifyPeer=ca");

        assertThat(url.kind()).isEqualTo(RedisUrl.Kind.SENTINEL);
        assertThat(url.primary()).isEqualTo("acs-primary");
        assertThat(url.servers()).containsExactly(new RedisUrl.Server("s1", 26379), new RedisUrl.Server("s2", 26380));
        assertThat(url.verifyHost()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:6379                    | it has no scheme",
                "http://localhost                  | its scheme is none of",
                "redis://                          | a host is missing",
                "redis://a,b                       | more than one server",
                "redis://:secret@host:port/0       | the port is no number",
                "redis://:secret@host:70000        | the port is no number",
                "redis://:secret@host/prod         | the database is no number",
                "redis://user:sec%ret@host         | write it as %25",
                "redis-cluster://a:1,b:2/1         | only database 0",
                "redis-sentinel://:secret@a:1      | primary's name is missing",
                "redis://2001:db8::2               | brackets",
                "redis://host?ssl=secret           | verifyPeer"
            })
    void aWrongUrlIsToldWithoutItsPassword(String url, String why) {
        assertThatThrownBy(() -> RedisSettings.of(url.strip()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why.strip())
                .message()
                .doesNotContain("secret", "sec%ret");
    }

    @Test
    void settingsNeverShowAPassword() {
        var settings = RedisSettings.of("redis://acs:secret@host");

        assertThat(settings).hasToString("RedisSettings[redis://acs@host:6379, replicas=0, commandTimeout=PT2S]");
    }

    @Test
    void aNegativeNumberOfReplicasIsRefused() {
        assertThatThrownBy(() -> new RedisSettings("redis://h", RedisSettings.Access.NONE, -1, Duration.ofSeconds(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("replicas is -1");
    }
}
