package org.reactiveacs.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No bytes make the reader throw anything but its own exception, or depend on chunks. */
class MutationTest {
    private static final byte[] SPICE = "<>&;\"'/![]-?=#x0 \0\u0001:".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @Property(tries = 3000)
    void mutatedMessagesAreReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        Sender sender = random.nextBoolean() ? Sender.CPE : Sender.ACS;
        List<Class<? extends CwmpMessage>> kinds = AnyMessage.kinds(sender);
        byte[] body = Envelopes.write(CwmpVersion.V1_2, AnyMessage.wild(kinds.get(random.nextInt(kinds.size())), seed));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt();
                case 1 -> body[at] = SPICE[random.nextInt(SPICE.length)];
                case 2 -> body = java.util.Arrays.copyOf(body, Math.max(1, at));
                default -> System.arraycopy(body, at, body, at / 2, body.length - at);
            }
        }

        assertThat(outcome(sender, body, body.length)).isEqualTo(outcome(sender, body, 1 + random.nextInt(9)));
    }

    private static Object outcome(Sender sender, byte[] body, int piece) {
        try {
            return Envelopes.read(sender, body, piece, CwmpLimits.DEFAULT);
        } catch (CwmpReadException refused) {
            return refused.kind();
        } catch (NoSuchElementException blank) {
            return "blank";
        }
    }
}
