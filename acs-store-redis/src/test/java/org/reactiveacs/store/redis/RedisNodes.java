package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;

/** The nodes of a test, each with a link and a store of its own; they end with the test. */
final class RedisNodes implements AfterEachCallback {

    private final List<AutoCloseable> open = new ArrayList<>();

    StoreUser join(String url) {
        return join(RedisSettings.of(url));
    }

    StoreUser join(RedisSettings settings) {
        return new StoreUser(store(link(settings)));
    }

    RedisLink link(RedisSettings settings) {
        var link = RedisLink.open(settings);
        open.add(0, link);
        return link;
    }

    RedisStore store(RedisLink link) {
        var store = RedisStore.open(
                link,
                new RedisStore.Settings(
                        IdentityScheme.OUI_SERIAL,
                        RedisContract.KEYS,
                        new TestSessionCodec(),
                        RedisFormats.open(link, "acs")),
                new LocalMail());
        open.add(0, store);
        return store;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (var part : open) {
            part.close();
        }
        open.clear();
    }
}
