package org.reactiveacs.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a panel of a dashboard asks Prometheus for.
 *
 * @param name of the dashboard, the panel and the query in it, as {@code ACS / Fleet: Informs A}
 * @param expression as it stands there, with Grafana's variables
 */
record Panel(String name, String expression) {
    private static final Path GRAFANA = Path.of("..", "deploy", "grafana");

    /** All of all dashboards. */
    static List<Panel> all() throws IOException {
        List<Panel> panels = new ArrayList<>();
        try (var dashboards = Files.newDirectoryStream(GRAFANA, "*.json")) {
            for (Path path : dashboards) {
                JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(path));
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String name = dashboard.path("title").asString() + ": "
                                + panel.path("title").asString() + " "
                                + target.path("refId").asString();
                        panels.add(new Panel(name, target.path("expr").asString()));
                    }
                }
            }
        }
        return panels;
    }

    /** As Grafana sends it, when all clusters and nodes are chosen. */
    String query(String rateInterval) {
        return expression
                .replace("$__rate_interval", rateInterval)
                .replace("$cluster", ".*")
                .replace("$node", ".*");
    }

    /** Whether it compares with a time when there was nothing yet. */
    boolean looksBack() {
        return expression.contains(" offset 1");
    }
}
