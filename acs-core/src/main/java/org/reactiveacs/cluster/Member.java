package org.reactiveacs.cluster;

import java.time.Instant;

/**
 * A node, as all nodes see it.
 *
 * @param id this run of the node, unique
 * @param name what operators call it; stays over a restart
 * @param version of the program
 * @param started when this run began, by its own clock
 * @param format the newest {@code StoreFormat} that it reads and writes
 * @param sessions CWMP sessions that were open there when it was heard last
 */
public record Member(String id, String name, String version, Instant started, int format, int sessions) {
    public Member withSessions(int open) {
        return new Member(id, name, version, started, format, open);
    }
}
