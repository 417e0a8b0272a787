package org.reactiveacs.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (.*?) \\|");

    @Test
    void pageHasEveryKeyAndNoOther() throws Exception {
        assertThat(documented().keySet())
                .containsExactlyInAnyOrderElementsOf(Keys.all().keySet());
    }

    @Test
    void pageNamesTheDefaultsAsTheyAre() throws Exception {
        Map<String, String> documented = documented();
        String page = page();

        Keys.all().forEach((name, key) -> {
            String shown = documented.get(name);
            if (key.defaultValue() == null) {
                assertThat(shown).as(name).isIn("not set", "the host's name");
            } else if ("see below".equals(shown)) {
                assertThat(page).as(name).contains(key.defaultValue().split(","));
            } else {
                assertThat(shown).as(name).isEqualTo("`" + key.defaultValue() + "`");
            }
        });
    }

    @Test
    void everyKeyHasItsOwnEnvironmentVariable() {
        Keys.all()
                .keySet()
                .forEach(key -> assertThat(
                                Environment.key("ACS_" + key.replace('.', '_').toUpperCase(Locale.ROOT)))
                        .isEqualTo(key));
    }

    private static Map<String, String> documented() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(page());
        while (row.find()) {
            assertThat(rows.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
        }
        return rows;
    }

    private static String page() throws Exception {
        return Files.readString(Path.of("../docs/configuration.md"));
    }
}
