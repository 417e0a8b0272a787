package org.reactiveacs.store.redis.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactiveacs.cluster.Member;

/** Finds another node that goes by this one's name. The former run of a node that was restarted is gone in a moment. */
final class Namesakes {
    private final Member self;
    private final long patience;
    private long since;
    private boolean seen;
    private volatile boolean stays;

    Namesakes(Member self, Duration patience) {
        this.self = self;
        this.patience = patience.toNanos();
    }

    /** To be called by one thread alone. */
    void heard(List<Member> members, long nanoTime) {
        boolean now = members.stream()
                .anyMatch(member ->
                        member.name().equals(self.name()) && !member.id().equals(self.id()));
        if (now && !seen) {
            since = nanoTime;
        }
        seen = now;
        stays = now && nanoTime - since > patience;
    }

    Optional<String> trouble() {
        return stays ? Optional.of("another node is called " + self.name() + ", too") : Optional.empty();
    }
}
