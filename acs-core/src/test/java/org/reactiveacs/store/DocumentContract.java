package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every store must do about documents, also those of the library, which have versions: the part of
 * {@link StoreContract} that tells of them.
 */
public abstract class DocumentContract extends CountContract {

    @Test
    void documentsAreKeptByGroupAndName() {
        var documents = store().documents();
        documents.put("a", "one", new byte[] {1}).block();
        documents
                .putAll("a", Map.of("two", new byte[] {2}, "three", new byte[] {3}))
                .block();
        documents.putAll("a", Map.of()).block();
        documents.put("a b", "one", new byte[] {4}).block();
        documents.put("a", "one", new byte[] {5, 0, (byte) 200}).block();

        assertThat(documents.get("a", "one").block()).containsExactly(5, 0, 200);
        assertThat(documents.get("a", "four").block()).isNull();
        assertThat(Objects.requireNonNull(documents.all("a").block())).containsOnlyKeys("one", "two", "three");
        assertThat(documents.all("nothing").block()).isEmpty();

        documents.remove("a", "two").block();
        assertThat(Objects.requireNonNull(documents.all("a").block())).containsOnlyKeys("one", "three");
        documents.removeAll("a").block();
        assertThat(documents.all("a").block()).isEmpty();
        assertThat(documents.get("a b", "one").block()).containsExactly(4);
    }

    private static Library.Edit edit(String name, long expected, byte @Nullable [] next, Write write) {
        return new Library.Edit("shelf", name, expected, next, write, "why");
    }

    @Test
    void aDocumentOfTheLibraryIsChangedOnlyByWhoKnowsItsVersion() {
        var library = store().library();
        long state = Objects.requireNonNull(library.state("shelf").block());

        assertThat(library.edit(edit("one", 1, new byte[] {1}, write())).block())
                .isZero();
        assertThat(library.edit(edit("one", 0, new byte[] {1}, write())).block())
                .isEqualTo(1);
        assertThat(library.edit(edit("one", 0, new byte[] {2}, write())).block())
                .isZero();
        assertThat(library.edit(edit("one", 1, new byte[] {3, 10, 0}, write())).block())
                .isEqualTo(2);

        var entry = Objects.requireNonNull(library.get("shelf", "one").block());
        assertThat(entry.version()).isEqualTo(2);
        assertThat(entry.record()).containsExactly(3, 10, 0);
        assertThat(Objects.requireNonNull(library.all("shelf").block())).containsOnlyKeys("one");
        assertThat(library.state("shelf").block()).isEqualTo(state + 2);
        assertThat(library.get("other", "one").block()).isNull();
    }

    @Test
    void aDocumentThatWasTakenAwayLeavesItsHistoryAndGoesOnCounting() {
        var library = store().library();
        library.edit(edit("gone", 0, new byte[] {1}, write())).block();
        assertThat(library.edit(edit("gone", 1, null, write())).block()).isEqualTo(2);

        assertThat(library.get("shelf", "gone").block()).isNull();
        assertThat(Objects.requireNonNull(library.all("shelf").block())).doesNotContainKey("gone");
        assertThat(library.edit(edit("gone", 0, new byte[] {2}, write())).block())
                .isEqualTo(3);

        var history = Objects.requireNonNull(library.history("shelf", "gone").block());
        assertThat(history).containsOnlyKeys(1L, 3L);
        assertThat(history.get(3L)).containsExactly(2);
    }

    @Test
    void anEditThatComesTwiceCountsOnceAndStandsInTheAuditTrail() {
        var library = store().library();
        var write = write();
        var edit = edit("twice", 0, new byte[] {1}, write);

        assertThat(library.edit(edit).block()).isEqualTo(1);
        assertThat(library.edit(edit).block()).isEqualTo(1);

        assertThat(Objects.requireNonNull(store().audit(0, 100).block()))
                .filteredOn(entry -> entry.what().equals("shelf changed"))
                .singleElement()
                .matches(entry -> entry.detail().equals("twice why") && entry.device() == null);
    }
}
