package org.reactiveacs.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.reactiveacs.store.redis.link.Script;

/** The scripts of the store, each in a file of its own; what several need stands in {@code shared.lua}. */
final class Scripts {

    static final Script OPEN = with("open.lua", "shared.lua", "enter.lua");
    static final Script ADMIT = with("admit.lua", "shared.lua", "enter.lua");
    static final Script COMMIT = with("commit.lua", "shared.lua");
    static final Script TIMEOUT = with("timeout.lua", "shared.lua");
    static final Script SILENCE = with("silence.lua", "shared.lua");
    static final Script ADD = with("add.lua", "shared.lua");
    static final Script REPLACE = with("replace.lua", "shared.lua");
    static final Script CHANGE = with("change.lua", "shared.lua");
    static final Script FORGET = with("forget.lua", "shared.lua");
    static final Script REPACK = with("repack.lua", "shared.lua");
    static final Script REWRITE = with("rewrite.lua");
    static final Script PEEK = with("peek.lua");
    static final Script TASKS = with("tasks.lua");
    static final Script PUBLISH = with("publish.lua");
    static final Script DROP = with("drop.lua");
    static final Script EVENTS = with("events.lua");

    private Scripts() {}

    private static Script with(String name, String... before) {
        var text = new StringBuilder();
        for (var part : before) {
            text.append(read(part));
        }
        return Script.ofText(name, text.append(read(name)).toString());
    }

    private static String read(String name) {
        try (var stream = Scripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the script " + name, e);
        }
    }
}
