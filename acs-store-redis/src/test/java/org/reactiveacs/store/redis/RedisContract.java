package org.reactiveacs.store.redis;

import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreContract;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;
import org.reactiveacs.store.redis.server.RedisServers;

/** The contract of every store, on Redis; which Redis, the subclasses say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisContract extends StoreContract {

    static final KeyRing KEYS = KeyRing.generate(new SecureRandom());

    @SuppressWarnings("NullAway.Init")
    private RedisLink link;

    @SuppressWarnings("NullAway.Init")
    private RedisStore store;

    abstract RedisServers servers();

    RedisStore open(IdentityScheme identity, KeyRing keys) {
        return RedisStore.open(
                link(),
                new RedisStore.Settings(identity, keys, new TestSessionCodec(), RedisFormats.open(link(), "acs")),
                new LocalMail());
    }

    RedisLink link() {
        if (link == null) {
            link = RedisLink.open(RedisSettings.of(servers().url()));
        }
        return link;
    }

    @BeforeEach
    void startEmpty() {
        servers().flush();
        store = open(IdentityScheme.OUI_SERIAL, KEYS);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @AfterAll
    void closeLink() {
        link.close();
    }

    @Override
    protected Store store() {
        return store;
    }
}
