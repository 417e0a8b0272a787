package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactiveacs.library.AliasDocument;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;

/** The campaigns to start from are such as the server takes. */
class ExampleCampaignsTest {
    private static final Path EXAMPLES = Path.of("..", "deploy", "campaigns");

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

        var spec = new CampaignReader(new Expressions())
                .read(name, Source.read(text, Source.Form.YAML), AliasDocument.SHIPPED);

        assertThat(spec.waves()).hasSizeGreaterThan(1);
        assertThat(Files.readString(EXAMPLES.resolve("README.md"))).contains("`" + name + ".yaml`");
    }
}
