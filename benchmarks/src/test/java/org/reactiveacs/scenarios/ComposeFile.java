package org.reactiveacs.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** deploy/compose/compose.yaml as {@code docker-compose} understands it. */
final class ComposeFile {
    private static final Path DIRECTORY = Path.of("..", "deploy", "compose");

    private final JsonNode services;

    /**
     * Lets {@code docker-compose} check and resolve it.
     *
     * @param directory for the output
     * @param values for what has none in .env.example
     */
    ComposeFile(Path directory, Map<String, String> values) throws Exception {
        Path settings = directory.resolve("env");
        Files.writeString(
                settings,
                Files.readAllLines(DIRECTORY.resolve(".env.example")).stream()
                        .map(line -> line + values.getOrDefault(line.replaceFirst("=$", ""), ""))
                        .collect(Collectors.joining("\n")));
        List<String> command = List.of(
                "docker-compose",
                "--project-directory",
                DIRECTORY.toString(),
                "--file",
                DIRECTORY.resolve("compose.yaml").toString(),
                "--env-file",
                settings.toString(),
                "config");
        try (Program compose = Program.start(directory, Map.of(), command)) {
            if (compose.exitCode() != 0) {
                throw new AssertionError(compose.output());
            }
            Object whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(compose.output());
            services = JsonMapper.shared().<JsonNode>valueToTree(whole).path("services");
        }
    }

    /** The environment of a service. */
    Map<String, String> environment(String service) {
        return services.path(service).path("environment").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, setting -> setting.getValue().asString()));
    }

    /** What a shell is given to see whether a service is healthy. */
    String healthCheck(String service) {
        JsonNode test = services.path(service).path("healthcheck").path("test");
        if (!test.path(0).asString("").equals("CMD-SHELL")) {
            throw new AssertionError(service + " is not checked by a shell: " + test);
        }
        return test.path(1).asString();
    }

    /** The command of a service. */
    List<String> command(String service) {
        return services.path(service)
                .path("command")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
