package org.reactiveacs.store.redis.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;

/**
 * A Redis URL, taken apart.
 *
 * @param kind how the servers stand together
 * @param tls whether they are spoken to in TLS
 * @param user ACL user, null for the default one
 * @param password null for none
 * @param servers at least one
 * @param database 0 on a Cluster
 * @param primary the primary's name at the Sentinels, else empty
 * @param verifyHost whether the host name must be in the server's certificate
 */
record RedisUrl(
        Kind kind,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        List<Server> servers,
        int database,
        String primary,
        boolean verifyHost) {

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    /** How the servers stand together. */
    enum Kind {
        STANDALONE("redis"),
        CLUSTER("redis-cluster"),
        SENTINEL("redis-sentinel");

        final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }
    }

    /** One server's address. */
    record Server(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Takes a URL apart.
     *
     * @throws StoreException saying what is wrong, without the password
     */
    static RedisUrl parse(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            throw bad("it has no scheme");
        }
        var scheme = url.substring(0, colon);
        var kind = kind(scheme);
        var rest = url.substring(colon + 3);
        int question = rest.lastIndexOf('?');
        boolean verifyHost = question < 0 || verifyHost(rest.substring(question + 1));
        rest = question < 0 ? rest : rest.substring(0, question);
        int at = rest.lastIndexOf('@');
        var login = at < 0 ? "" : rest.substring(0, at);
        rest = rest.substring(at + 1);
        int slash = rest.indexOf('/');
        var path = slash < 0 ? "" : rest.substring(slash + 1);
        var servers = servers(slash < 0 ? rest : rest.substring(0, slash), kind);
        if (kind == Kind.SENTINEL && path.isEmpty()) {
            throw bad("the primary's name is missing: redis-sentinel://host:port,host:port/name");
        }
        int secret = login.indexOf(':');
        var user = secret < 0 ? "" : decoded(login.substring(0, secret));
        var password = decoded(login.substring(secret + 1));
        return new RedisUrl(
                kind,
                scheme.startsWith("rediss"),
                user.isEmpty() ? null : user,
                password.isEmpty() ? null : password,
                servers,
                kind == Kind.SENTINEL ? 0 : database(path, kind),
                kind == Kind.SENTINEL ? decoded(path) : "",
                verifyHost);
    }

    private static Kind kind(String scheme) {
        var plain = scheme.startsWith("rediss") ? "redis" + scheme.substring("rediss".length()) : scheme;
        for (var kind : Kind.values()) {
            if (kind.scheme.equals(plain)) {
                return kind;
            }
        }
        throw bad(
                "its scheme is none of redis, rediss, redis-cluster, rediss-cluster, redis-sentinel, rediss-sentinel");
    }

    private static boolean verifyHost(String query) {
        return switch (query) {
            case "verifyPeer=full" -> true;
            case "verifyPeer=ca" -> false;
            default -> throw bad("behind the ? only verifyPeer=full or verifyPeer=ca may stand");
        };
    }

    private static List<Server> servers(String list, Kind kind) {
        var servers = new ArrayList<Server>();
        for (var one : list.split(",", -1)) {
            servers.add(server(one, kind == Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT));
        }
        if (kind == Kind.STANDALONE && servers.size() > 1) {
            throw bad("it names more than one server: that takes redis-cluster:// or redis-sentinel://");
        }
        return List.copyOf(servers);
    }

    private static Server server(String text, int defaultPort) {
        int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
        var host = colon < 0 ? text : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw bad("an IPv6 address stands in brackets: [::1]:6379");
        }
        if (host.isEmpty()) {
            throw bad("a host is missing");
        }
        return new Server(host, colon < 0 ? defaultPort : number(text.substring(colon + 1), "the port", 65_535));
    }

    private static int database(String path, Kind kind) {
        int database = path.isEmpty() ? 0 : number(path, "the database", Integer.MAX_VALUE);
        if (kind == Kind.CLUSTER && database != 0) {
            throw bad("a Cluster has only database 0");
        }
        return database;
    }

    private static int number(String text, String what, int limit) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= limit) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, without the text: behind a stray @ it could be part of the password.
        }
        throw bad(what + " is no number");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("a % in a name or password does not begin two hexadecimal digits; write it as %25");
        }
    }

    private static StoreException bad(String why) {
        return new StoreException("the Redis URL is wrong: " + why);
    }

    /** The URL with nothing secret in it. */
    @Override
    public String toString() {
        var text = new StringBuilder(tls ? "rediss" : "redis")
                .append(kind.scheme.substring("redis".length()))
                .append("://");
        if (user != null) {
            text.append(user).append('@');
        }
        text.append(String.join(",", servers.stream().map(Server::toString).toList()));
        if (kind == Kind.SENTINEL) {
            text.append('/').append(primary);
        } else if (database != 0) {
            text.append('/').append(database);
        }
        return text.toString();
    }
}
