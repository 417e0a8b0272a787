package org.reactiveacs.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.policy.alias.AliasReader;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The aliases that operators have written, which go before those that everybody has. Thread-safe. */
public final class AliasDocument {

    /** Those that everybody has. */
    public static final Aliases SHIPPED = shipped();

    private static final String SHELF = "aliases";
    private static final String NAME = "own";

    private final Library library;

    private volatile @Nullable Understood understood;

    AliasDocument(Library library) {
        this.library = library;
    }

    private record Kept(String json) {}

    /** What a document says, read once. */
    private record Understood(long version, Aliases aliases) {}

    /**
     * The document.
     *
     * @param version 0 if nobody has written one
     */
    public record Versioned(long version, String json) {}

    private static Aliases shipped() {
        try (var in = AliasDocument.class.getResourceAsStream("aliases.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the jar has no aliases.yaml");
            }
            return AliasReader.read(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What operators have written. */
    public Mono<Versioned> get() {
        return library.get(SHELF, NAME)
                .map(entry -> new Versioned(
                        entry.version(),
                        TaskCodec.decodeRecord(entry.record(), Kept.class).json()))
                .defaultIfEmpty(new Versioned(0, "{}"));
    }

    /**
     * Replaces it.
     *
     * @param source null to take it away
     * @return its version afterwards, 0 if it had another than expected
     * @throws IllegalArgumentException if it is wrong; the message says how
     */
    public Mono<Long> put(@Nullable Source source, long expected, Write write) {
        if (source != null) {
            AliasReader.read(source.root());
        }
        var record = source == null
                ? null
                : TaskCodec.encodeRecord(new Kept(source.root().toString()));
        return library.edit(new Library.Edit(SHELF, NAME, expected, record, write, ""));
    }

    /** All that names stand for; the very same while nothing was written. */
    public Mono<Aliases> all() {
        return get().map(this::understood);
    }

    private Aliases understood(Versioned own) {
        var last = understood;
        if (last == null || last.version() != own.version()) {
            var aliases = AliasReader.read(
                            Source.read(own.json(), Source.Form.JSON).root())
                    .over(SHIPPED);
            last = new Understood(own.version(), aliases);
            understood = last;
        }
        return last.aliases();
    }

    Mono<Long> state() {
        return library.state(SHELF);
    }
}
