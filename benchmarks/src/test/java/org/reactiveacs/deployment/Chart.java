package org.reactiveacs.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;

/** deploy/helm/reactive-acs as Helm itself understands it. */
final class Chart {
    static final Path DIRECTORY = Path.of("..", "deploy", "helm", "reactive-acs");
    static final Path EXAMPLES = DIRECTORY.resolve("examples");
    static final String RELEASE = "north";
    static final String NAMESPACE = "acs";

    static final String KUBERNETES = "1.31.0";

    private Chart() {}

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /**
     * Renders it.
     *
     * @param values files, the later of which win
     * @throws IllegalStateException with Helm's words, if a template or the schema refuses the values
     */
    static Manifests render(Path... values) {
        var template = new Helm(DIRECTORY)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
        List.of(values).forEach(template::withValuesFile);
        return Manifests.read(template.call());
    }
}
