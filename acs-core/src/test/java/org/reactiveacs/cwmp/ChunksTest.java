package org.reactiveacs.cwmp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.Envelopes.value;
import static org.reactiveacs.cwmp.Envelopes.values;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What comes out depends on the bytes, never on how they were cut. */
class ChunksTest {
    private static final List<byte[]> NASTY = List.of(
            bytes("a&b &amp; &#1; &#x1F600; é€😀 ]]&gt; \r\n <![CDATA[x & ]] y]]> <!-- & --> &"),
            ("\uFEFF" + values(1, value("A.B", "é&nbsp;\u0001"))).getBytes(UTF_8),
            values(1, value("A.B", "Gerät & Ã©")).getBytes(ISO_8859_1),
            values(1, value("A.B", "Gerät & ü")).replace("UTF-8", "latin1").getBytes(ISO_8859_1),
            values(1, value("A.B", "é😀&\u0002")).getBytes(UTF_16BE),
            ("\n\n" + values(2, value("A.B", "&#0;&#xFFFF;&;&#;&#x;&#12345678901234567;")) + "\0\0 <!-- x -->")
                    .getBytes(UTF_8),
            (values(1, value("A.B", "x")) + "<Envelope/>").getBytes(UTF_8),
            values(1, value("A.B", "x</Value>")).getBytes(UTF_8),
            "\r\n".getBytes(UTF_8));

    private static byte[] bytes(String text) {
        return values(1, value("A.B", text)).getBytes(UTF_8);
    }

    @Test
    void everySplitInTwoGivesTheSame() {
        for (byte[] body : NASTY) {
            String whole = outcome(body, body.length);
            for (int cut = 0; cut <= body.length; cut++) {
                assertThat(outcome(body, cut)).isEqualTo(whole);
            }
        }
    }

    @Property(tries = 300)
    void anySplitGivesTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = NASTY.get(random.nextInt(NASTY.size()));
        int[] cuts = random.ints(20, 0, body.length + 1).sorted().toArray();

        assertThat(outcome(body, cuts)).isEqualTo(outcome(body, body.length));
    }

    @Test
    void byteByByteGivesTheSameAsAllAtOnce() {
        for (byte[] body : NASTY) {
            int[] cuts = java.util.stream.IntStream.range(0, body.length).toArray();

            assertThat(outcome(body, cuts)).isEqualTo(outcome(body, body.length));
        }
    }

    @Test
    void buffersOfAnyKindAreRead() throws CwmpReadException {
        byte[] body = values(1, value("A.B", "x".repeat(20_000))).getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(body.length).put(body).flip();

        try (CwmpReader first = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null);
                CwmpReader second = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            first.feed(direct);
            second.feed(ByteBuffer.wrap(body));

            assertThat(first.finish()).isEqualTo(second.finish()).isPresent();
            assertThat(direct.hasRemaining()).isFalse();
        }
    }

    private static String outcome(byte[] body, int... cuts) {
        try (CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            int from = 0;
            for (int cut : cuts) {
                reader.feed(body.clone(), from, cut - from);
                from = cut;
            }
            reader.feed(body, from, body.length - from);
            return reader.finish()
                    .map(e -> e + " " + new java.util.TreeSet<>(e.quirks()))
                    .orElse("blank")
                    .replaceAll("quirks=.*?]]", "");
        } catch (CwmpReadException e) {
            return e.kind() + " " + e.headerId();
        }
    }
}
