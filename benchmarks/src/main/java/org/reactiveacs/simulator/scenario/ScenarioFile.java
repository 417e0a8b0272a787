package org.reactiveacs.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Finds scenarios by name, among those in the jar, or by path, and reads them. */
public final class ScenarioFile {
    /** Those in the jar, in an order in which one might try them. */
    public static final List<String> NAMES = List.of(
            "steady",
            "boot-storm",
            "bootstrap",
            "value-changes",
            "firmware-wave",
            "connection-requests",
            "broken-devices");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ScenarioFile() {}

    /**
     * Reads a scenario.
     *
     * @param nameOrPath one of {@link #NAMES}, or a path, which has a slash or an extension
     * @throws IllegalArgumentException saying what is wrong with the scenario
     * @throws IOException when the file cannot be read
     */
    public static Scenario read(String nameOrPath) throws IOException {
        return parse(nameOrPath, text(nameOrPath));
    }

    private static String text(String nameOrPath) throws IOException {
        if (nameOrPath.indexOf('/') >= 0 || nameOrPath.indexOf('.') >= 0) {
            return Files.readString(Path.of(nameOrPath));
        }
        try (InputStream stream =
                NAMES.contains(nameOrPath) ? ScenarioFile.class.getResourceAsStream(nameOrPath + ".yaml") : null) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        nameOrPath + ": there are " + String.join(", ", NAMES) + ", and files by their path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Scenario parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object document = new Yaml(new SafeConstructor(options)).load(text);
            if (!(document instanceof Map)) {
                throw new IllegalArgumentException(name + ": is not a YAML mapping of keys to values");
            }
            return MAPPER.convertValue(document, Scenario.class);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(name + ": " + complaint(e), e);
        }
    }

    private static String complaint(JacksonException e) {
        if (e.getCause() instanceof IllegalArgumentException own) {
            return String.valueOf(own.getMessage());
        }
        String key = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return key + ": " + e.getOriginalMessage();
    }
}
