package org.reactiveacs.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.reactiveacs.store.redis.link.Script;

/** The scripts of the store, a file each; what several need stands in {@code shared.lua} and {@code enter.lua}. */
final class Scripts {

    static final ScriptParts PARTS = new ScriptParts(read("shared.lua"), read("enter.lua"));

    static final Script OPEN = of("open.lua");
    static final Script ADMIT = of("admit.lua");
    static final Script COMMIT = of("commit.lua");
    static final Script RESUME = of("resume.lua");
    static final Script TIMEOUT = of("timeout.lua");
    static final Script SILENCE = of("silence.lua");
    static final Script ADD = of("add.lua");
    static final Script REPLACE = of("replace.lua");
    static final Script CHANGE = of("change.lua");
    static final Script BRING = of("bring.lua");
    static final Script FORGET = of("forget.lua");
    static final Script REPACK = of("repack.lua");
    static final Script REWRITE = of("rewrite.lua");
    static final Script MODELS = of("models.lua");
    static final Script PEEK = of("peek.lua");
    static final Script TASKS = of("tasks.lua");
    static final Script REACHED = of("reached.lua");
    static final Script DOCUMENT = of("document.lua");
    static final Script EDIT = of("edit.lua");
    static final Script SUBSCRIBER = of("subscriber.lua");
    static final Script PUBLISH = of("publish.lua");
    static final Script DROP = of("drop.lua");
    static final Script BIND = of("bind.lua");
    static final Script STAMP = of("stamp.lua");
    static final Script TELL = of("tell.lua");
    static final Script EVENTS = of("events.lua");

    private Scripts() {}

    private static Script of(String name) {
        return Script.ofText(name, PARTS.whole(read(name)));
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
