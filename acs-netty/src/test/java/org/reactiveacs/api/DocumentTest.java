package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.task.TaskKind;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentTest {
    private final ApiDocument document = ApiDocument.load();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void everyRouteAndItsParametersAreInTheDocumentAndNothingElse() {
        try (var api = new RunningApi(directory);
                var streams = new EventStreams(api.parts, Schedulers.immediate())) {
            var served = new TreeSet<String>();
            for (var route : ApiServer.routes(api.parts, Schedulers.immediate(), api.waits(), streams)) {
                var template = route.template().isEmpty() ? "/" : route.template();
                served.add(route.method() + " " + template + " " + new TreeSet<>(route.parameters()));
            }
            var documented = new TreeSet<String>();
            document.root
                    .at("/paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        if (!operation.getKey().equals("parameters")) {
                            var names = new TreeSet<String>();
                            operation.getValue().path("parameters").forEach(parameter -> {
                                if (parameter.path("in").asString().equals("query")) {
                                    names.add(parameter.path("name").asString());
                                }
                            });
                            documented.add(
                                    operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + names);
                        }
                    }));

            assertThat(served).isEqualTo(documented);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var node : document.root.findValues("$ref")) {
            assertThat(document.root.at(node.asString().substring(1)).isMissingNode())
                    .as(node.asString())
                    .isFalse();
        }
    }

    @Test
    void everySchemaIsOne() {
        var dialect =
                JsonMapper.shared().createObjectNode().put("$ref", "https://json-schema.org/draft/2020-12/schema");
        var schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var schema = schemas.getSchema(dialect);
        for (var component : document.root.at("/components/schemas").properties()) {
            assertThat(schema.validate(component.getValue()))
                    .as(component.getKey())
                    .isEmpty();
        }
    }

    @Test
    void everyKindHasAnExampleThatTheServerAndItsSchemaAccept() {
        var examples = document.root
                .at("/paths")
                .get("/devices/{id}/tasks")
                .at("/post/requestBody/content")
                .get("application/json");

        assertThat(new TreeSet<>(examples.get("examples").propertyNames()))
                .isEqualTo(new TreeSet<>(TaskKind.all().keySet()));
        try (var api = new RunningApi(directory)) {
            api.devices.called("A", "1.0");
            for (var example : examples.get("examples").properties()) {
                var body = example.getValue().get("value");

                assertThat(document.errors(examples.get("schema"), body))
                        .as(example.getKey())
                        .isEmpty();
                assertThat(api.post("/devices/00D09E-A/tasks", body.toString().replace("'", "\\u0027"))
                                .status())
                        .as(example.getKey())
                        .isEqualTo(201);
            }
        }
    }

    @Test
    void theOtherExamplesAreAcceptedToo() {
        var paths = document.root.at("/paths");
        var registrations = paths.get("/devices/{id}").at("/put/requestBody/content/application~1json/examples");
        var credentials =
                paths.get("/devices/{id}/credentials").at("/put/requestBody/content/application~1json/example");
        var filters = paths.get("/devices").at("/get/parameters/0/examples");

        try (var api = new RunningApi(directory)) {
            for (var example : registrations) {
                assertThat(api.put("/devices/00D09E-A", example.get("value").toString())
                                .status())
                        .isIn(200, 201);
            }
            assertThat(api.put("/devices/00D09E-A/credentials", credentials.toString())
                            .status())
                    .isEqualTo(204);
            for (var example : filters) {
                var filter = RunningApi.encoded(example.get("value").asString());
                assertThat(api.get("/devices?filter=" + filter).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theExamplesOfProblemsAreProblems() {
        var problem = document.root.at("/components/schemas/Problem");
        for (var response : document.root.at("/components/responses")) {
            var example = response.at("/content/application~1problem+json/example");
            if (!example.isMissingNode()) {
                assertThat(document.errors(problem, example)).isEmpty();
            }
        }
    }

    @Test
    void theSchemaRefusesWhatTheServerRefuses() {
        var order = document.root.at("/components/schemas/TaskOrder");

        assertThat(document.errors(order, json("{'kind':'reboot','color':1}"))).isNotEmpty();
        assertThat(document.errors(order, json("{'kind':'dance'}"))).isNotEmpty();
        assertThat(document.errors(order, json("{'kind':'getParameterValues','paths':[]}")))
                .isNotEmpty();
        assertThat(document.errors(order, json("{'kind':'sequence','steps':[{'kind':'reboot','expires':'1h'}]}")))
                .isNotEmpty();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
