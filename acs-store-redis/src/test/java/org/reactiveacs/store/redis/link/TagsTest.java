package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {

    @Test
    void everyPartitionsTagLiesInItsOwnSlot() {
        for (int partition = 0; partition < Tags.COUNT; partition++) {
            var key = "acs:{" + Tags.of(partition) + "}:anything";

            assertThat(SlotHash.getSlot(key)).as("slot of " + key).isEqualTo(partition * 64);
        }
    }

    @Test
    void tagsAreShortAndNoTwoAreAlike() {
        Set<String> tags = IntStream.range(0, Tags.COUNT).mapToObj(Tags::of).collect(Collectors.toSet());

        assertThat(tags).hasSize(Tags.COUNT).allMatch(tag -> tag.matches("[0-9a-z]{2,4}"));
    }

    /** They are in the names of stored keys: another search order would lose every device. */
    @Test
    void tagsStayWhatTheyWere() {
        var all = IntStream.range(0, Tags.COUNT).mapToObj(Tags::of).collect(Collectors.joining(","));

        assertThat(all.hashCode()).isEqualTo(1_748_205_577);
    }
}
