package org.reactiveacs.main;

import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.cluster.LocalMembership;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.Secret;
import org.reactiveacs.main.config.StoreConfig;
import org.reactiveacs.main.config.StoreUrl;
import org.reactiveacs.port.Ids;
import org.reactiveacs.session.SessionJson;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.store.record.StoreFormat;
import org.reactiveacs.store.redis.RedisStore;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.cluster.RedisMail;
import org.reactiveacs.store.redis.cluster.RedisMembership;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.store.redis.link.RedisSettings;

/**
 * The store that the configuration names, and how this node stands among those that share it.
 *
 * @param store where everything is
 * @param mail between the nodes
 * @param membership of this node
 */
record StoreWiring(Store store, Mail mail, Membership membership) {

    private static final String PREFIX = "acs";

    /**
     * What a store needs of its node.
     *
     * @param sessions how many are open there
     * @param loops on which sessions ask the store
     */
    record Node(IntSupplier sessions, EventLoopGroup loops) {}

    /**
     * Opens it.
     *
     * @param node that will use it
     * @param parts close what is opened
     * @throws CommandFailure if it cannot be opened
     */
    static StoreWiring open(AcsConfig config, ServerSecrets secrets, Ids ids, Node node, Parts parts) {
        var self = new Member(
                ids.next(),
                config.node().nameOrHost(),
                Version.number(),
                Clock.systemUTC().instant(),
                StoreFormat.NEWEST,
                0);
        try {
            return config.store().url() instanceof StoreUrl.Redis redis
                    ? onRedis(config, redis, secrets, new RedisMember(self, node), parts)
                    : embedded(config, secrets, self, node.sessions(), parts);
        } catch (StoreException e) {
            throw new CommandFailure("store.url: " + e.getMessage(), e);
        }
    }

    /** The directory of the embedded store, or where this process runs. */
    static Path directory(AcsConfig config) {
        return config.store().url() instanceof StoreUrl.Embedded embedded ? embedded.directory() : Path.of("");
    }

    private static StoreWiring embedded(
            AcsConfig config, ServerSecrets secrets, Member self, IntSupplier sessions, Parts parts) {
        var mail = new LocalMail();
        var settings = new EmbeddedStore.Settings(directory(config), CwmpWiring.identity(config), secrets.keys());
        var store = parts.add(EmbeddedStore.open(settings, mail));
        return new StoreWiring(store, mail, new LocalMembership(self, sessions));
    }

    private record RedisMember(Member self, Node node) {}

    private static StoreWiring onRedis(
            AcsConfig config, StoreUrl.Redis url, ServerSecrets secrets, RedisMember member, Parts parts) {
        var link = parts.add(
                RedisLink.open(settings(config.store(), url), member.node().loops()));
        RedisStore.check(link, CwmpWiring.identity(config), secrets.keys());
        var formats = RedisFormats.open(link, PREFIX);
        var membership = parts.add(RedisMembership.join(
                link,
                member.self(),
                new RedisMembership.Settings(
                        PREFIX, formats, member.node().sessions(), Clock.systemUTC(), RedisMembership.Timing.DEFAULT)));
        var mail = parts.add(RedisMail.open(link, membership, PREFIX));
        var settings = new RedisStore.Settings(CwmpWiring.identity(config), secrets.keys(), new SessionJson(), formats);
        var store = parts.add(RedisStore.open(link, settings, mail));
        return new StoreWiring(store, mail, membership);
    }

    private static RedisSettings settings(StoreConfig store, StoreUrl.Redis redis) {
        var access = new RedisSettings.Access(
                store.username(),
                store.password().map(Secret::reveal),
                store.sentinelPassword().map(Secret::reveal),
                store.tls().trust(),
                store.tls().certificate(),
                store.tls().key());
        return new RedisSettings(redis.url(), access, store.replicas(), store.commandTimeout());
    }

    /** Why the store does not do, for the operator; empty when nothing speaks against it. */
    Optional<String> trouble() {
        return store.isReady() ? Optional.empty() : Optional.of("the store takes no writes");
    }
}
