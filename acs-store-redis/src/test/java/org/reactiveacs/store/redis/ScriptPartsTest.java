package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptPartsTest {

    private static final ScriptParts PARTS = new ScriptParts("""
            -- A file of functions.

            -- One.
            local function one()
              return 1

            end

            -- Two.
            -- needs one
            local function two()
              return one() + one()
            end
            """);

    @Test
    void aScriptGetsWhatItNeedsWhereItNeedsIt() {
        var whole = PARTS.whole("if KEYS[1] then\n  -- needs two\n  return two()\nend\n");

        assertThat(whole)
                .startsWith("if KEYS[1] then\n-- Two.\n-- One.\nlocal function one()")
                .endsWith("end\n  return two()\nend\n");
    }

    @Test
    void aScriptThatNeedsNothingStaysAsItIs() {
        assertThat(PARTS.whole("return 1\n")).isEqualTo("return 1\n");
    }

    @Test
    void aFunctionThatIsNotThereIsAMistake() {
        assertThatThrownBy(() -> PARTS.whole("-- needs three\n"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("three");
    }

    /** A branch that no other test takes would fail at its first run only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "open",
                "admit",
                "commit",
                "timeout",
                "silence",
                "add",
                "replace",
                "change",
                "forget",
                "repack",
                "peek",
                "tasks",
                "subscriber"
            })
    void aScriptHasWhatItUses(String name) throws Exception {
        String script;
        try (var stream = Scripts.class.getResourceAsStream(name + ".lua")) {
            script = new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
        var whole = Scripts.PARTS.whole(script).replaceAll("(?m)--.*$", "");

        for (var function : Scripts.PARTS.names()) {
            var use = Pattern.compile("\\b" + function + "\\(").matcher(whole);
            if (use.find()) {
                assertThat(whole.substring(0, use.start())).as(function).endsWith("local function ");
            }
        }
    }
}
