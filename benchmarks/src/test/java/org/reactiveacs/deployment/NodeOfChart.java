package org.reactiveacs.deployment;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.ConfigLoader;

/**
 * A node as the chart starts it.
 *
 * @param file its configuration file
 * @param environment that of the image and of the pod, with something in the place of each secret
 */
public record NodeOfChart(Path file, Map<String, String> environment) {
    private static final String KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    static NodeOfChart of(Manifests manifests, Path directory) throws IOException {
        Map<String, String> environment = new HashMap<>(ContainerImage.read().environment());
        for (EnvVar variable : manifests.container().getEnv()) {
            environment.put(variable.getName(), value(variable));
        }
        Path file = Files.writeString(directory.resolve("acs.yaml"), manifests.configuration());
        return new NodeOfChart(file, environment);
    }

    /** One of the chart's examples. */
    public static NodeOfChart ofExample(String name, Path directory) throws IOException {
        return of(Chart.render(Chart.EXAMPLES.resolve(name)), directory);
    }

    private static String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        return variable.getName().equals("ACS_SECURITY_KEYS") ? KEYS : "text-of-" + variable.getName();
    }

    /** How the server understands it; a key that does not exist is an error. */
    AcsConfig load() {
        return ConfigLoader.load(Optional.of(file), environment, List.of());
    }
}
