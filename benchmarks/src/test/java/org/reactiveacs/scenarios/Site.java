package org.reactiveacs.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Nodes behind a HAProxy, each a process of its own, and the API as integrators reach it: through HAProxy. */
final class Site implements AutoCloseable {
    private static final String USERNAME = "welcome";
    private static final String PASSWORD = "a-password-that-all-share";
    private static final int WARNINGS = 5;
    private static final String TOKEN = "the-token-of-the-scenario";

    private final List<Node> nodes = new ArrayList<>();
    private final Haproxy haproxy;
    private final Orders orders;

    /**
     * Starts all.
     *
     * @param stores the {@code store.url} of each node: one {@code embedded:} directory, or the same Redis for two
     */
    Site(Path directory, Haproxy.Mode mode, List<String> stores) throws Exception {
        String keys = keys();
        try {
            for (String store : stores) {
                nodes.add(Node.start(directory, Map.of(), settings(store, keys, "node" + (nodes.size() + 1))));
            }
            haproxy = Haproxy.start(directory, mode, nodes);
        } catch (Exception | AssertionError e) {
            nodes.forEach(Node::close);
            throw e;
        }
        orders = new Orders("http://127.0.0.1:" + haproxy.apiPort() + "/api/v1", TOKEN);
    }

    private static List<String> settings(String store, String keys, String name) {
        return List.of(
                "store.url=" + store,
                "node.name=" + name,
                "security.keys=" + keys,
                "api.token=" + TOKEN,
                "cwmp.balancers=127.0.0.1/32",
                "cwmp.onboarding.username=" + USERNAME,
                "cwmp.onboarding.password=" + PASSWORD,
                "cwmp.onboarding.afterReset=accept",
                "shutdown.drain=0s");
    }

    /** A key ring of one key. */
    static String keys() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return "1:" + Base64.getEncoder().encodeToString(key);
    }

    /** Devices that will call this site. */
    TestFleet fleet(String serialPrefix, int devices) {
        return new TestFleet("http://127.0.0.1:" + haproxy.cwmpPort() + "/", USERNAME, PASSWORD, serialPrefix, devices);
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** What the nodes said that an operator should look at, the last of each. */
    String warnings() throws IOException {
        StringBuilder warnings = new StringBuilder();
        for (Node node : nodes) {
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
        return haproxy;
    }

    Orders orders() {
        return orders;
    }

    @Override
    public void close() {
        haproxy.close();
        nodes.forEach(Node::close);
    }
}
