package org.reactiveacs.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    @Property(tries = 100)
    void everyMessageOfEverySideAndVersionIsReadAsItWasWritten(
            @ForAll Sender sender, @ForAll CwmpVersion version, @ForAll long seed) throws CwmpReadException {
        for (Class<? extends CwmpMessage> kind : AnyMessage.kinds(sender)) {
            CwmpMessage message = AnyMessage.wild(kind, seed);

            Envelope read = Envelopes.read(sender, Envelopes.write(version, message));

            assertThat(read.message()).isEqualTo(message);
            assertThat(read.version().namespace()).isEqualTo(version.namespace());
            assertThat(read.header()).isEqualTo(Header.ofId("1"));
            assertThat(read.quirks()).isEmpty();
        }
    }

    @Test
    void nextLevelIsWrittenInDigitsOrInWordsAndReadEitherWay() throws CwmpReadException {
        var asked = new GetParameterNames("Device.", true);
        var inWords = Envelopes.write(CwmpVersion.V1_0, asked.spelled(GetParameterNames.Spelling.WORD));

        assertThat(new String(inWords, StandardCharsets.UTF_8)).contains("<NextLevel>true</NextLevel>");
        assertThat(new String(Envelopes.write(CwmpVersion.V1_0, asked), StandardCharsets.UTF_8))
                .contains("<NextLevel>1</NextLevel>");
        assertThat(Envelopes.read(Sender.ACS, inWords).message()).isEqualTo(asked);
    }

    @Test
    void headersAreReadAsTheyWereWritten() throws CwmpReadException {
        Header header = new Header("a&b", true, false, 30, List.of("1.0", "1.4"), "1.2");
        byte[] body = new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_4, header, new InformResponse(1)));

        Envelope read = Envelopes.read(Sender.ACS, body);

        assertThat(read.header()).isEqualTo(header);
        assertThat(read.version()).isEqualTo(CwmpVersion.V1_4);
    }

    @Test
    void anAbsentIdIsNotWritten() throws CwmpReadException {
        byte[] body = new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.NONE, new InformResponse(1)));

        assertThat(new String(body, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("ID", "null");
        assertThat(Envelopes.read(Sender.ACS, body).header().id()).isNull();
    }

    @Test
    void theSizeIsThatOfTheBytes() {
        Envelope envelope = Envelope.of(CwmpVersion.V1_0, Header.ofId("é"), new Reboot("<k>"));

        assertThat(new CwmpWriter().sizeOf(envelope)).isEqualTo(new CwmpWriter().toBytes(envelope).length);
    }
}
