package org.reactiveacs.main.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Merges {@code --set} over environment over file over defaults, and refuses what it does not understand. */
public final class ConfigLoader {
    private final Map<String, Setting> settings = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigLoader() {}

    /**
     * Loads the configuration.
     *
     * @param file the YAML file, if any
     * @param environment the process environment
     * @param sets {@code key=value} each; a later one wins
     * @throws ConfigException naming every unknown key and bad value with its origin
     */
    public static AcsConfig load(Optional<Path> file, Map<String, String> environment, List<String> sets) {
        ConfigLoader loader = new ConfigLoader();
        file.ifPresent(loader::addFile);
        loader.addEnvironment(environment);
        sets.forEach(loader::addSet);
        loader.settings.values().forEach(loader::checkValue);
        loader.refuseIfBad();
        AcsConfig config = loader.map();
        loader.problems.addAll(Rules.check(config, loader.settings));
        loader.refuseIfBad();
        return config;
    }

    private void addFile(Path file) {
        YamlFile.read(file).forEach((key, value) -> add(new Setting(key, value, "file " + file)));
    }

    private void addEnvironment(Map<String, String> environment) {
        TreeSet<String> strays = new TreeSet<>();
        Environment.read(
                environment,
                (name, key) -> {
                    String value = environment.getOrDefault(name, "");
                    if (!value.isBlank()) { // compose files pass variables on that nobody has set
                        add(new Setting(key, value, "environment variable " + name));
                    }
                },
                strays);
        strays.forEach(name -> problems.add(name + ": unknown environment variable; those that begin with "
                + Environment.PREFIX + " name a configuration key"));
    }

    private void addSet(String set) {
        int equals = set.indexOf('=');
        if (equals < 1) {
            // Not shown whole: what stands there may be a secret whose key was forgotten.
            problems.add("--set: expected KEY=VALUE, such as --set cwmp.listen=0.0.0.0:7547");
            return;
        }
        add(new Setting(set.substring(0, equals).strip(), set.substring(equals + 1), "--set"));
    }

    private void add(Setting setting) {
        if (Keys.all().containsKey(setting.key())) {
            settings.put(setting.key(), setting);
            return;
        }
        // The value stays out: it may be a secret whose key is misspelt.
        String nearest = Nearest.to(setting.key(), Keys.all().keySet());
        problems.add(setting.key() + ": unknown key (from " + setting.origin() + ")"
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }

    private void checkValue(Setting setting) {
        Keys.Key key = key(setting);
        if (setting.value().isBlank()) {
            if (key.defaultValue() != null) {
                problems.add(setting.problem("must not be empty"));
            }
            return;
        }
        for (String item : key.list() ? setting.value().split(",", -1) : new String[] {setting.value()}) {
            String reason = refusal(key, item);
            if (reason != null) {
                problems.add(setting.problem(reason));
                return;
            }
        }
    }

    private static @Nullable String refusal(Keys.Key key, String value) {
        if (value.isBlank()) {
            return "has an empty item";
        }
        try {
            Converters.convert(key.type(), value);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private AcsConfig map() {
        Map<String, String> values = new TreeMap<>();
        settings.values().forEach(setting -> values.put(setting.key(), normal(setting)));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "settings", 1000))
                .withValidateUnknown(false)
                .withMapping(AcsConfig.class);
        Converters.register(builder);
        return builder.build().getConfigMapping(AcsConfig.class);
    }

    /** Blanks around a number or a list's items mean nothing, but in a password or a name they may. */
    private static String normal(Setting setting) {
        Keys.Key key = key(setting);
        if (key.list()) {
            return String.join(",", setting.value().strip().split("\\s*,\\s*", -1));
        }
        return key.type() == int.class ? setting.value().strip() : setting.value();
    }

    private static Keys.Key key(Setting setting) {
        Keys.Key key = Keys.all().get(setting.key());
        if (key == null) {
            throw new IllegalStateException("a setting was taken for an unknown key: " + setting.key());
        }
        return key;
    }

    private void refuseIfBad() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
