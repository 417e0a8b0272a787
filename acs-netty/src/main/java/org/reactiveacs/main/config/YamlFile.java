package org.reactiveacs.main.config;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the configuration file into flat keys; a YAML list becomes one value with commas. */
final class YamlFile {
    private static final Pattern ITEM = Pattern.compile("(.+?)\\[\\d+](.*)");

    private YamlFile() {}

    /**
     * Reads the file.
     *
     * @throws ConfigException if it is missing or no YAML, naming the file and the line
     */
    static Map<String, String> read(Path file) {
        try {
            String text = Files.readString(file);
            refuseOtherThanMapping(file, text);
            return flat(new YamlConfigSource(file.toString(), text).getProperties());
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of("file " + file + ": no such file"));
        } catch (IOException e) {
            throw new ConfigException(List.of("file " + file + ": cannot be read: " + e.getMessage()));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(List.of("file " + file + ", line " + line + ": " + e.getProblem()));
        } catch (YAMLException e) {
            throw new ConfigException(List.of("file " + file + ": " + e.getMessage()));
        }
    }

    /** The library takes any other document, and a key that stands twice, for fine. */
    private static void refuseOtherThanMapping(Path file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document = new Yaml(new SafeConstructor(options)).load(text);
        if (document != null && !(document instanceof Map)) {
            throw new ConfigException(List.of("file " + file + ": is not a YAML mapping of keys to values"));
        }
    }

    private static Map<String, String> flat(Map<String, String> properties) {
        Map<String, String> flat = new TreeMap<>();
        properties.forEach((name, value) -> {
            Matcher item = ITEM.matcher(name);
            // The library gives a list both item by item and as one value with commas; the latter is enough.
            if (!item.matches()) {
                flat.put(name, value);
            } else if (!properties.containsKey(item.group(1))) {
                flat.put(item.group(1) + item.group(2), value);
            }
        });
        return flat;
    }
}
