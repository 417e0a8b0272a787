package org.reactiveacs.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;

/** The policies to start from are such as the server takes. */
class ExamplePoliciesTest {
    private static final Path EXAMPLES = Path.of("..", "deploy", "policies");

    private final PolicyReader reader = new PolicyReader(new Expressions());

    static List<String> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTaken(String name) throws IOException {
        var text = Files.readString(EXAMPLES.resolve(name + ".yaml"));

        var policy = reader.read(name, Source.read(text, Source.Form.YAML), AliasDocument.SHIPPED);

        assertThat(policy.enabled()).isTrue();
        assertThat(Files.readString(EXAMPLES.resolve("README.md"))).contains("`" + name + ".yaml`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onboarding", "onboarding-stun", "onboarding-xmpp", "inform-parameters"})
    void whatAStoreHoldsFromTheBeginningIsTakenAndDoesNothingYet(String name) throws IOException {
        try (var in = ExamplePoliciesTest.class.getResourceAsStream(name + ".yaml")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(reader.read(name, Source.read(text, Source.Form.YAML), AliasDocument.SHIPPED)
                            .enabled())
                    .isFalse();
        }
    }
}
