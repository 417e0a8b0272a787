package org.reactiveacs.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * deploy/container/Dockerfile, as far as one can read it.
 *
 * @param text with continued lines as one
 */
record ContainerImage(String text) {
    private static final Path DOCKERFILE = Path.of("..", "deploy", "container", "Dockerfile");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static ContainerImage read() throws IOException {
        return new ContainerImage(Files.readString(DOCKERFILE).replace("\\\n", " "));
    }

    /** The image that each stage begins with, the last of which is what runs. */
    List<String> bases() {
        return all(text, "FROM").stream()
                .map(stage -> stage.replaceFirst(" AS .*", ""))
                .toList();
    }

    /** What the image sets. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        VARIABLE.matcher(one("ENV")).results().forEach(found -> environment.put(found.group(1), found.group(2)));
        return environment;
    }

    /** The words of an instruction that has them in JSON. */
    List<String> words(String instruction) {
        return List.of(JsonMapper.shared().readValue(one(instruction), String[].class));
    }

    /** What an instruction of the last stage says that stands there once. */
    String one(String instruction) {
        List<String> found = all(text.substring(text.lastIndexOf("\nFROM ")), instruction);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + instruction);
        }
        return found.get(0);
    }

    private static List<String> all(String text, String instruction) {
        return Pattern.compile("(?m)^" + instruction + " +(.*)$")
                .matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }
}
