package org.reactiveacs.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Nodes behind a balancer, each a process of its own, and the API as integrators reach it: through the balancer. */
final class Site implements AutoCloseable {
    private static final String USERNAME = "welcome";
    private static final String PASSWORD = "a-password-that-all-share";
    private static final int WARNINGS = 5;
    static final String TOKEN = "the-token-of-the-scenario";

    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> replaced = new ArrayList<>();
    private final Path directory;
    private final List<String> last;
    private final Balancer balancer;
    private final Orders orders;

    /**
     * Starts all.
     *
     * @param stores the {@code store.url} of each node: one {@code embedded:} directory, or the same Redis for two
     */
    Site(Path directory, Haproxy.Mode mode, List<String> stores) throws Exception {
        this(directory, behindHaproxy(mode), stores, Servers.ofThisVersion(List.of()));
    }

    private static Balancer.Kind behindHaproxy(Haproxy.Mode mode) {
        return (directory, nodes) -> Haproxy.start(directory, mode, nodes);
    }

    /**
     * Nodes behind an nginx.
     *
     * @param more settings of each node
     */
    static Site behindNginx(Path directory, Nginx.Mode mode, List<String> stores, List<String> more) throws Exception {
        Balancer.Kind nginx = (place, nodes) -> Nginx.start(place, mode, nodes);
        return new Site(directory, nginx, stores, Servers.ofThisVersion(more));
    }

    /** What the nodes run, and how. */
    private record Servers(String classPath, String drain, List<String> more) {

        static Servers ofThisVersion(List<String> more) {
            return new Servers(System.getProperty("java.class.path"), "0s", more);
        }
    }

    /** Nodes of the version of a class path, which wait for sessions under way when they stop. */
    static Site of(Path directory, List<String> stores, String classPath, String drain) throws Exception {
        return new Site(directory, behindHaproxy(Haproxy.Mode.TCP), stores, new Servers(classPath, drain, List.of()));
    }

    private Site(Path directory, Balancer.Kind kind, List<String> stores, Servers servers) throws Exception {
        this.directory = directory;
        String keys = keys();
        last = settings(stores.get(0), keys, "late", servers.drain());
        try {
            for (String store : stores) {
                String name = "node" + (nodes.size() + 1);
                List<String> settings = new ArrayList<>(settings(store, keys, name, servers.drain()));
                settings.addAll(servers.more());
                nodes.add(Node.start(servers.classPath(), directory, Map.of(), settings));
            }
            balancer = kind.start(directory, nodes);
        } catch (Exception | AssertionError e) {
            nodes.forEach(Node::close);
            throw e;
        }
        orders = new Orders("http://127.0.0.1:" + balancer.apiPort() + "/api/v1", TOKEN);
    }

    private static List<String> settings(String store, String keys, String name, String drain) {
        return List.of(
                "store.url=" + store,
                "node.name=" + name,
                "security.keys=" + keys,
                "api.token=" + TOKEN,
                "cwmp.balancers=127.0.0.1/32",
                "cwmp.onboarding.username=" + USERNAME,
                "cwmp.onboarding.password=" + PASSWORD,
                "cwmp.onboarding.afterReset=accept",
                "store.commandTimeout=10s", // A Java that starts takes the machine for itself.
                "shutdown.notice=" + (drain.equals("0s") ? "0s" : "5s"),
                "shutdown.drain=" + drain);
    }

    /** A key ring of one key. */
    static String keys() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return "1:" + Base64.getEncoder().encodeToString(key);
    }

    /** Devices that will call this site. */
    TestFleet fleet(String serialPrefix, int devices) {
        return fleet("http", serialPrefix, devices);
    }

    /** Devices that will call this site over TLS. */
    TestFleet fleetOverTls(String serialPrefix, int devices) {
        return fleet("https", serialPrefix, devices);
    }

    private TestFleet fleet(String scheme, String serialPrefix, int devices) {
        String url = scheme + "://127.0.0.1:" + balancer.cwmpPort() + "/";
        return new TestFleet(url, USERNAME, PASSWORD, serialPrefix, devices);
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Stops a node and starts the version of a class path in its place. */
    void replace(int node, String classPath) throws Exception {
        replaced.add(nodes.get(node));
        nodes.set(node, nodes.get(node).replacedBy(classPath));
    }

    /** What one more node of the version of a class path says; it must end by itself. */
    String startOneMore(String classPath) throws Exception {
        try (Node late = Node.start(classPath, directory, Map.of(), last)) {
            throw new AssertionError("it runs: " + late.log());
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What the nodes said that an operator should look at, the last of each, those that are replaced first. */
    String warnings() throws IOException {
        StringBuilder warnings = new StringBuilder();
        for (Node node : Stream.concat(replaced.stream(), nodes.stream()).toList()) {
            List<String> lines = node.log()
                    .lines()
                    .filter(line -> line.contains("level=WARN") || line.contains("level=ERROR"))
                    .toList();
            lines.subList(Math.max(0, lines.size() - WARNINGS), lines.size())
                    .forEach(line -> warnings.append('\n').append(line));
        }
        return warnings.toString();
    }

    Haproxy haproxy() {
        return (Haproxy) balancer;
    }

    int cwmpPort() {
        return balancer.cwmpPort();
    }

    Orders orders() {
        return orders;
    }

    @Override
    public void close() {
        balancer.close();
        nodes.forEach(Node::close);
    }
}
