package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SchemasTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** As an editor has it, without a token. */
    private Schema schema(String name) {
        var answer = api.raw(
                HttpRequest.newBuilder(api.uri("/api/v1/schemas/" + name)).build());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/schema+json");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(answer.json());
    }

    private static JsonNode yaml(String text) {
        return YAML.readTree(text);
    }

    @ParameterizedTest
    @CsvSource({"policy, policies", "campaign, campaigns"})
    void theExamplesAreWhatTheirSchemaSays(String name, String folder) throws IOException {
        var schema = schema(name);
        List<Path> examples;
        try (var files = Files.list(Path.of("..", "deploy", folder))) {
            examples = files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }

        assertThat(examples).isNotEmpty();
        for (var example : examples) {
            assertThat(schema.validate(yaml(Files.readString(example))))
                    .as(example.toString())
                    .isEmpty();
        }
    }

    @Test
    void mistakesAreFound() {
        var policy = schema("policy");

        assertThat(policy.validate(yaml("{values: {Device.A: 1}}"))).isEmpty();
        assertThat(policy.validate(yaml("{weigth: 1, values: {Device.A: 1}}"))).isNotEmpty();
        assertThat(policy.validate(yaml("{tasks: [{task: {kind: dance}}]}"))).isNotEmpty();
        assertThat(schema("campaign").validate(yaml("{waves: 3}"))).isNotEmpty();
    }

    @Test
    void anotherNameIsAnsweredWithThoseThatThereAre() {
        var answer = api.get("/schemas/device");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/detail")).contains("campaign and policy");
    }
}
