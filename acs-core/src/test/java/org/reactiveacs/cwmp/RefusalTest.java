package org.reactiveacs.cwmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.reactiveacs.cwmp.Envelopes.document;
import static org.reactiveacs.cwmp.Envelopes.value;
import static org.reactiveacs.cwmp.Envelopes.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.cwmp.CwmpReadException.Kind;

class RefusalTest {

    private static void accepted(String body, CwmpLimits limits) throws CwmpReadException {
        Envelopes.read(Sender.CPE, body.getBytes(UTF_8), 5, limits);
    }

    private static void refused(String body, CwmpLimits limits) {
        assertThatThrownBy(() -> accepted(body, limits))
                .isInstanceOfSatisfying(
                        CwmpReadException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT_EXCEEDED));
    }

    @Test
    void bytesAreCountedExactly() throws CwmpReadException {
        String body = document("RebootResponse", "");
        int length = body.length();

        accepted(body, new CwmpLimits(length + 1, 32, 100, 10));
        accepted(body, new CwmpLimits(length, 32, 100, 10));
        refused(body, new CwmpLimits(length - 1, 32, 100, 10));
    }

    @Test
    void depthIsCountedExactly() throws CwmpReadException {
        String body = values(1, value("A.B", "x"));

        accepted(body, new CwmpLimits(10_000, 7, 100, 10));
        accepted(body, new CwmpLimits(10_000, 6, 100, 10));
        refused(body, new CwmpLimits(10_000, 5, 100, 10));
    }

    @Test
    void textIsCountedExactly() throws CwmpReadException {
        String body = values(1, value("A.B", "12345&amp;789"));

        accepted(body, new CwmpLimits(10_000, 32, 10, 10));
        accepted(body, new CwmpLimits(10_000, 32, 9, 10));
        refused(body, new CwmpLimits(10_000, 32, 8, 10));
    }

    @Test
    void itemsAreCountedExactly() throws CwmpReadException {
        String body = values(3, value("A", "") + value("B", "") + value("C", ""));

        accepted(body, new CwmpLimits(10_000, 32, 10, 4));
        accepted(body, new CwmpLimits(10_000, 32, 10, 3));
        refused(body, new CwmpLimits(10_000, 32, 10, 2));
    }

    @Test
    void anEndlessTagIsRefusedLongBeforeTheByteLimit() {
        refused("<a b='" + "x".repeat(30_000), new CwmpLimits(1 << 20, 32, 1000, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "<a/>, NOT_CWMP",
        "<html><body/></html>, NOT_CWMP",
        "hello, MALFORMED",
        "<a, MALFORMED",
        "<Envelope></b>, MALFORMED",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>, DTD_REFUSED",
        "<Envelope/>, NO_MESSAGE",
        "<Envelope><Body/></Envelope>, NO_MESSAGE",
        "<Envelope><Body><Nonsense/></Body></Envelope>, UNKNOWN_METHOD",
        "<Envelope><Body><Reboot/></Body></Envelope>, UNKNOWN_METHOD",
        "<Envelope><Body><RebootResponse/><RebootResponse/></Body></Envelope>, MORE_THAN_ONE_ENVELOPE",
        "<Envelope><Body><RebootResponse/></Body></Envelope> <Envelope/>, MORE_THAN_ONE_ENVELOPE"
    })
    void whatIsNoMessageIsRefusedWithItsKindWhereverChunksEnd(String body, Kind kind) {
        for (int piece : new int[] {1, 2, 3, 1000}) {
            CwmpReadException refusal = catchThrowableOfType(
                    CwmpReadException.class,
                    () -> Envelopes.read(Sender.CPE, body.getBytes(UTF_8), piece, CwmpLimits.DEFAULT));

            assertThat(refusal.kind()).isEqualTo(kind);
        }
    }

    @Test
    void aRefusalTellsWhatIsNeededToAnswerIt() {
        CwmpReadException refusal =
                catchThrowableOfType(CwmpReadException.class, () -> Envelopes.fromCpe(document("X_Nonsense", "")));

        assertThat(refusal.headerId()).isEqualTo("7");
        assertThat(refusal.version()).isEqualTo(CwmpVersion.V1_0);
        assertThat(refusal.acsFaultCode()).isEqualTo(FaultCode.ACS_METHOD_NOT_SUPPORTED);
    }

    @Test
    void aReaderThatHasThrownThrowsTheSameAgain() {
        CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null);
        CwmpReadException first =
                catchThrowableOfType(CwmpReadException.class, () -> reader.feed("<a/>".getBytes(UTF_8)));

        assertThatThrownBy(reader::finish).isSameAs(first);
    }
}
