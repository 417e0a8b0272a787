package org.reactiveacs.store.redis.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.reactiveacs.cluster.Member;

/**
 * A member as Redis keeps it: lines of format, name, version, start, open sessions and the newest format of records.
 * Later versions add lines, which older ones do not read; {@code raise.lua} reads the second and the sixth.
 */
final class MemberText {
    private static final String FORMAT = "1";
    private static final int LINES = 6;

    private MemberText() {}

    static byte[] write(Member member) {
        return String.join(
                        "\n",
                        FORMAT,
                        member.name(),
                        member.version(),
                        Long.toString(member.started().toEpochMilli()),
                        Integer.toString(member.sessions()),
                        Integer.toString(member.format()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Empty for a format that this version does not read. */
    static Optional<Member> read(String id, byte[] text) {
        var lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length < LINES || !lines[0].equals(FORMAT)) {
            return Optional.empty();
        }
        return Optional.of(new Member(
                id,
                lines[1],
                lines[2],
                Instant.ofEpochMilli(Long.parseLong(lines[3])),
                Integer.parseInt(lines[5]),
                Integer.parseInt(lines[4])));
    }
}
