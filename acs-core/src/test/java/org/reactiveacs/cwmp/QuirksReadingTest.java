package org.reactiveacs.cwmp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.Envelopes.document;
import static org.reactiveacs.cwmp.Envelopes.value;
import static org.reactiveacs.cwmp.Envelopes.values;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.ParameterType;

class QuirksReadingTest {

    private static List<ParameterValueStruct> list(Envelope envelope) {
        return ((GetParameterValuesResponse) envelope.message()).parameterList();
    }

    private static Envelope read(byte[] body, @Nullable String charset) throws CwmpReadException {
        try (CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, charset)) {
            reader.feed(body);
            return reader.finish().orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN, MISSING_TYPE",
        "xsi:type=\"xsd:json\", UNKNOWN, UNKNOWN_TYPE",
        "xsi:type=\"string\", STRING,",
        "xsi:type=\"wrong:unsignedInt\", UNSIGNED_INT,",
        "type=\"xsd:boolean\", BOOLEAN,"
    })
    void aValueOfAnyTypeKeepsItsText(String attribute, ParameterType type, @Nullable Quirk quirk) throws Exception {
        Envelope read = Envelopes.fromCpe(values(
                1,
                "<ParameterValueStruct><Name>A.B</Name><Value " + attribute + "> 1.0 </Value></ParameterValueStruct>"));

        assertThat(list(read)).containsExactly(new ParameterValueStruct("A.B", " 1.0 ", type));
        assertThat(read.quirks()).isEqualTo(quirk == null ? Set.of() : Set.of(quirk));
    }

    @ParameterizedTest
    @CsvSource({"[1],", "[0001],", "[99],ARRAY_COUNT", "[],ARRAY_COUNT", ",MISSING_ARRAY_TYPE"})
    void theCountOfAnArrayIsIgnored(@Nullable String count, @Nullable Quirk quirk) throws Exception {
        String attribute = count == null ? "" : " a:arrayType=\"c:ParameterValueStruct" + count + "\"";

        Envelope read = Envelopes.fromCpe(document(
                "GetParameterValuesResponse",
                "<ParameterList" + attribute + ">" + value("A.B", "x") + "</ParameterList>"));

        assertThat(list(read)).hasSize(1);
        assertThat(read.quirks()).isEqualTo(quirk == null ? Set.of() : Set.of(quirk));
    }

    @Test
    void anInformMayMissAlmostEverything() throws Exception {
        Envelope read = Envelopes.fromCpe(document("Inform", """
                <DeviceId><OUI>00D09E</OUI><ProductClass/><SerialNumber> 1% é </SerialNumber></DeviceId>\
                <Event><EventStruct><EventCode> X HW_ALARM
                </EventCode></EventStruct>\
                <EventStruct><EventCode>M Download</EventCode><CommandKey> k </CommandKey></EventStruct></Event>\
                <CurrentTime/>"""));

        assertThat(read.message())
                .isEqualTo(new Inform(
                        new DeviceIdStruct("", "00D09E", "", "1% é"),
                        List.of(new EventStruct("X HW_ALARM", ""), new EventStruct("M Download", " k ")),
                        0,
                        null,
                        0,
                        List.of()));
        assertThat(read.quirks()).contains(Quirk.MISSING_ELEMENT, Quirk.INVALID_DATE, Quirk.MISSING_ARRAY_TYPE);
    }

    @Test
    void badNamesAreLeftOutAndTheRestIsKept() throws Exception {
        Envelope read = Envelopes.fromCpe(values(
                6,
                value("A.B", "1")
                        + value("", "2")
                        + value("A. C", "3")
                        + value("A.D.", "4")
                        + value("A.B", "5")
                        + value(" A.E\n", "6")));

        assertThat(list(read)).extracting(ParameterValueStruct::name).containsExactly("A.B", "A.E");
        assertThat(list(read).get(0).value()).isEqualTo("1");
        assertThat(read.quirks())
                .containsExactlyInAnyOrder(Quirk.BAD_NAME, Quirk.DUPLICATE_NAME, Quirk.BLANK_AROUND_NAME);
    }

    @Test
    void aTrailingDotIsLegalWhereObjectsAreNamed() throws Exception {
        Envelope read = Envelopes.fromCpe(document("GetParameterNamesResponse", """
                <ParameterList a:arrayType="c:ParameterInfoStruct[1]"><ParameterInfoStruct>\
                <Name>A.B.</Name><Writable>TRUE</Writable></ParameterInfoStruct></ParameterList>"""));

        assertThat(read.message())
                .isEqualTo(new GetParameterNamesResponse(List.of(new ParameterInfoStruct("A.B.", true))));
        assertThat(read.quirks()).containsExactly(Quirk.INVALID_BOOLEAN);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:dslforum-org:cwmp-1-0, V1_0,",
        "urn:dslforum-org:cwmp-1-2, V1_2,",
        "urn:dslforum-org:cwmp-1-3, V1_3, UNKNOWN_NAMESPACE",
        "urn:dslforum-org:cwmp-2-7, V1_4, UNKNOWN_NAMESPACE",
        "urn:other, V1_2, MISSING_NAMESPACE"
    })
    void theNamespaceTellsTheVersion(String namespace, CwmpVersion version, @Nullable Quirk quirk) throws Exception {
        Envelope read =
                Envelopes.fromCpe(document("RebootResponse", "").replace("urn:dslforum-org:cwmp-1-0", namespace));

        assertThat(read.version()).isEqualTo(version);
        assertThat(read.quirks()).isEqualTo(quirk == null ? Set.of() : Set.of(quirk));
    }

    @Test
    void anyEnvelopeIsMatchedByLocalNames() throws Exception {
        Envelope read = Envelopes.fromCpe("""
                <Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body>\
                <RebootResponse xmlns="urn:dslforum-org:cwmp-1-1"/></Body></Envelope>""");

        assertThat(read.message()).isEqualTo(new RebootResponse());
        assertThat(read.version()).isEqualTo(CwmpVersion.V1_1);
        assertThat(read.header().id()).isNull();
        assertThat(read.quirks()).containsExactlyInAnyOrder(Quirk.SOAP_1_2, Quirk.MISSING_HEADER, Quirk.MISSING_ID);
    }

    @Test
    void foreignHeadersAndElementsAreSkipped() throws Exception {
        String body = document("SetParameterValuesResponse", "<x><Status>5</Status></x><Status> 1 </Status><y/>")
                .replace("</e:Header>", "<z e:mustUnderstand=\"1\">t</z></e:Header>");

        Envelope read = Envelopes.fromCpe(body);

        assertThat(read.message()).isEqualTo(new SetParameterValuesResponse(1));
        assertThat(read.header().id()).isEqualTo("7");
        assertThat(read.quirks()).containsExactlyInAnyOrder(Quirk.UNKNOWN_MUST_UNDERSTAND, Quirk.UNKNOWN_ELEMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "Tom&Jerry, Tom&Jerry, BARE_AMPERSAND",
        "a&nbsp;b, a&nbsp;b, BARE_AMPERSAND",
        "a&b;c, a&b;c, BARE_AMPERSAND",
        "a&, a&, BARE_AMPERSAND",
        "a&amp;b&#65;&#x42;&lt;, a&bAB<,",
        "a&#1;b, a\uFFFDb, CONTROL_CHARACTER",
        "a\u0001b, a\uFFFDb, CONTROL_CHARACTER",
        "a\u0000b, a\uFFFDb, CONTROL_CHARACTER",
        "a\uFFFFb, a\uFFFDb, CONTROL_CHARACTER",
        "a&#xD800;b, a\uFFFDb, CONTROL_CHARACTER",
        "<![CDATA[a&b<c>]]>, a&b<c>,",
        "a<!-- & -->b, ab,"
    })
    void brokenCharactersAreMended(String raw, String text, @Nullable String quirk) throws Exception {
        Envelope read = Envelopes.fromCpe(values(1, value("A.B", raw)));

        assertThat(list(read).get(0).value()).isEqualTo(text);
        assertThat(read.quirks()).extracting(Enum::name).isEqualTo(quirk == null ? List.of() : List.of(quirk));
    }

    @ParameterizedTest
    @CsvSource({
        ", , INVALID_UTF8",
        "ISO-8859-1, , OTHER_CHARSET",
        "latin1, , OTHER_CHARSET",
        "windows-1252, , OTHER_CHARSET",
        "US-ASCII, , INVALID_UTF8",
        ", \"iso-8859-1\", OTHER_CHARSET",
        "UTF-8, , INVALID_UTF8",
        "UTF8, , INVALID_UTF8",
        "UTF-8, 'ISO-8859-1', INVALID_UTF8",
        "x-nobody, , UNKNOWN_CHARSET"
    })
    void latinBytesAreReadWhateverIsDeclared(@Nullable String declared, @Nullable String contentType, Quirk quirk)
            throws Exception {
        String declaration = declared == null ? "" : "<?xml version='1.0' encoding='" + declared + "'?>";
        String body = declaration
                + values(1, value("A.B", "Gerät")).substring("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".length());

        Envelope read = read(body.getBytes(ISO_8859_1), contentType);

        assertThat(list(read).get(0).value()).isEqualTo("Gerät");
        assertThat(read.quirks()).contains(quirk);
    }

    @Test
    void utf16IsReadByItsByteOrderMarkOrByItsLook() throws Exception {
        String body = values(1, value("A.B", "é😀")).replace("UTF-8", "UTF-16");

        for (Charset charset : List.of(UTF_16, Charset.forName("UTF-16LE"), Charset.forName("UTF-16BE"))) {
            assertThat(list(read(body.getBytes(charset), "utf-16")).get(0).value())
                    .isEqualTo("é😀");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\uFEFF', '', BYTE_ORDER_MARK",
        "'\n \r\n', '', LEADING_BLANK",
        "'', '\r\n \n',",
        "'', '\u0000\u0000', TRAILING_BYTES",
        "'', '\u0000 &x', TRAILING_BYTES"
    })
    void whatStandsAroundTheDocumentIsAccepted(String before, String after, @Nullable Quirk quirk) throws Exception {
        byte[] body = (before + document("RebootResponse", "") + after).getBytes(UTF_8);

        for (int piece : new int[] {1, 7, body.length}) {
            Envelope read = Envelopes.read(Sender.CPE, body, piece, CwmpLimits.DEFAULT);
            assertThat(read.quirks()).isEqualTo(quirk == null ? Set.of() : Set.of(quirk));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", " \n\u0000"})
    void aBlankBodyIsNoMessage(String body) throws Exception {
        try (CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            reader.feed(body.getBytes(UTF_8));

            assertThat(reader.finish()).isEmpty();
            assertThat(reader.isBlank()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05+01:00, 2026-01-02T02:04:05Z,",
        "2026-01-02T03:04:05.678, 2026-01-02T03:04:05.678Z, DATE_WITHOUT_ZONE",
        "0001-01-01T00:00:00Z, ,",
        "0001-01-01T00:05:00Z, 0001-01-01T00:05:00Z,",
        "0000-00-00T00:00:00, , INVALID_DATE",
        "n/a, , INVALID_DATE"
    })
    void timesAreTakenAsFarAsTheyCanBe(String text, java.time.@Nullable Instant time, @Nullable Quirk quirk)
            throws Exception {
        Envelope read = Envelopes.fromCpe(document(
                "DownloadResponse",
                "<Status>0</Status><StartTime>" + text
                        + "</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime>"));

        assertThat(read.message()).isEqualTo(new DownloadResponse(0, time, null));
        assertThat(read.quirks()).isEqualTo(quirk == null ? Set.of() : Set.of(quirk));
    }

    @Test
    void aResponseWithoutStatusOrTimesCountsAsDone() throws Exception {
        Envelope read = Envelopes.fromCpe(document("DownloadResponse", ""));

        assertThat(read.message()).isEqualTo(new DownloadResponse(0, null, null));
        assertThat(read.quirks()).containsExactly(Quirk.MISSING_ELEMENT);
    }

    @Test
    void aTransferMayEndWithoutFaultStructOrTimes() throws Exception {
        Envelope read = Envelopes.fromCpe(document("TransferComplete", "<CommandKey/>"));

        assertThat(read.message()).isEqualTo(new TransferComplete("", FaultStruct.NONE, null, null));
    }

    @Test
    void aSoapFaultWithoutDetailIsAFault() throws Exception {
        String body = document("X", "").replace("<c:X></c:X>", """
                <e:Fault><faultcode>e:MustUnderstand</faultcode><faultstring>what?</faultstring></e:Fault>""");

        assertThat(Envelopes.fromCpe(body).message()).isEqualTo(new Fault("MustUnderstand", 0, "what?", List.of()));
    }

    @Test
    void aSoap12FaultIsAFault() throws Exception {
        String body = document("X", "").replace("<c:X></c:X>", """
                <e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text>why</e:Text></e:Reason>\
                <e:Detail><c:Fault><FaultCode>9005</FaultCode><FaultString/></c:Fault></e:Detail></e:Fault>""");

        assertThat(Envelopes.fromCpe(body).message()).isEqualTo(new Fault("Client", 9005, "why", List.of()));
    }

    @Test
    void theDeviceIsKnownBeforeTheInformEnds() throws Exception {
        byte[] body = Envelopes.write(
                CwmpVersion.V1_0, InformBuilder.anInform().from("00D09E", "42").build());
        String start = new String(body, UTF_8);
        int event = start.indexOf("<Event ");

        try (CwmpReader reader = CwmpReader.fromCpe(CwmpLimits.DEFAULT, null)) {
            reader.feed(body, 0, event);

            assertThat(reader.deviceId()).isEqualTo(new DeviceIdStruct("Acme", "00D09E", "Router", "42"));
        }
    }

    @Test
    void prefixesThatNobodyDeclaredAreReadOn() throws CwmpReadException {
        String body = """
                <SOAP-ENV:Envelope><SOAP-ENV:Body><cwmp:GetParameterValuesResponse>
                <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.X</Name>
                <Value xsi:type="xsd:int">7</Value></ParameterValueStruct></ParameterList>
                </cwmp:GetParameterValuesResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>""";

        Envelope envelope = read(body.getBytes(UTF_8), null);

        assertThat(list(envelope)).containsExactly(new ParameterValueStruct("Device.X", "7", ParameterType.INT));
        assertThat(envelope.quirks()).contains(Quirk.UNBOUND_PREFIX);
    }
}
