package org.reactiveacs.store.redis.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.reactiveacs.store.StoreException;

/**
 * Where Redis is and how it is spoken to. Never shows a password.
 *
 * @param url {@code redis://user:password@host:port/database}, {@code redis-cluster://host:port,host:port} or
 *     {@code redis-sentinel://host:port,host:port/name of the primary}; with {@code rediss} in front for TLS. What is
 *     no letter, digit or one of {@code -._~} in a name or password is percent-encoded. {@code ?verifyPeer=ca} checks
 *     the server's certificate but not its host name, for Clusters that announce addresses.
 * @param access credentials and certificates that are not in the URL
 * @param replicas how many replicas must have a write before it counts as durable; 0 where there are none
 * @param commandTimeout how long a command may take
 */
public record RedisSettings(String url, Access access, int replicas, Duration commandTimeout) {

    /** How long a command may take if nothing else is said. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Checks all of it.
     *
     * @throws StoreException saying what is wrong
     */
    public RedisSettings {
        RedisUrl.parse(url);
        if (replicas < 0) {
            throw new StoreException("the number of replicas is " + replicas + ", it cannot be negative");
        }
        if (commandTimeout.toMillis() < 10) {
            throw new StoreException("the command time-out is " + commandTimeout + ", it must be at least 10 ms");
        }
        if (access.certificate().isPresent() != access.key().isPresent()) {
            throw new StoreException("a client certificate needs its key, and a key its certificate");
        }
    }

    /** Settings of which only the URL is not the default. */
    public static RedisSettings of(String url) {
        return new RedisSettings(url, Access.NONE, 0, DEFAULT_COMMAND_TIMEOUT);
    }

    RedisUrl parsed() {
        return RedisUrl.parse(url);
    }

    @Override
    public String toString() {
        return "RedisSettings[" + parsed() + ", replicas=" + replicas + ", commandTimeout=" + commandTimeout + "]";
    }

    /**
     * What proves who speaks, where it is not in the URL.
     *
     * @param user ACL user; wins over the URL's
     * @param password wins over the URL's
     * @param sentinelPassword for the Sentinels, which do not know the password of the data nodes
     * @param trust PEM file of the authorities that may have signed the servers' certificates; the JDK's if empty
     * @param certificate PEM file of the client's certificate
     * @param key PEM file of its key
     */
    public record Access(
            Optional<String> user,
            Optional<String> password,
            Optional<String> sentinelPassword,
            Optional<Path> trust,
            Optional<Path> certificate,
            Optional<Path> key) {

        /** Nothing that is not in the URL. */
        public static final Access NONE = new Access(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** This, and certificates signed by what is in {@code pem} are trusted. */
        public Access trusting(Path pem) {
            return new Access(user, password, sentinelPassword, Optional.of(pem), certificate, key);
        }

        @Override
        public String toString() {
            return "Access[user=" + user.orElse("-") + ", password=" + (password.isPresent() ? "***" : "-") + "]";
        }
    }
}
