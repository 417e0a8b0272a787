package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.endpoint.RawConnection.envelope;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformBuilder;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** CPEs that deviate from the standard, through real sockets. */
class CpeQuirksOverHttpTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory, options);
        return endpoint.connect();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static InformBuilder informs() {
        return anInform().from("00D09E", "1").with("2 PERIODIC");
    }

    private Device head(String id) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        endpoint.store.devices().find(DeviceId.of(id)).block())
                .head());
    }

    // Digest

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username=\"\"00D09E-1\"\"                   | /                  | MD5      | MD5      | digest-quoting",
                "username=00D09E-1                           | /                  | MD5      | MD5      | digest-quoting",
                "username=\"00D09E-1\"                       | /                  | MD5      | MD       | digest-algorithm",
                "username=\"00D09E-1\"                       | /                  | MD5-sess | MD5-sess | ",
                "username=\"00D09E-1\"                       | /                  | MD5      | MD5-sess | digest-session-variant",
                "username=\"00D09E-1\"                       | http://acs:7547/   | MD5      | MD5      | digest-uri",
                "username=\"00D09E-1\"                       | //                 | MD5      | MD5      | digest-uri",
            })
    void aDigestThatProvesThePasswordIsTakenInAnyForm(
            String username, String uri, String made, String claimed, String quirk) {
        var cpe = start(RunningEndpoint.Options.digest());
        var nonce = DigestClient.nonce(cpe.post(informs().build()));
        var client = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");

        var answer = cpe.post(
                informs().build(),
                "Authorization: Digest " + username + ", realm=\"acs\", nonce=\"" + nonce + "\", uri=\"" + uri
                        + "\", algorithm=" + claimed + ", qop=auth, nc=00000001, cnonce=\"cn\", response=\""
                        + client.response(nonce, uri, made.endsWith("-sess")) + "\"");

        assertThat(answer.status()).isEqualTo(200);
        if (quirk != null) {
            assertThat(endpoint.head().standing().quirks()).contains(quirk);
            assertThat(endpoint.counted("acs.quirks", "kind", quirk)).isEqualTo(1);
        }
    }

    // Charsets

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/xml; charset=\"utf-8\"      | UTF-8",
                "text/xml; charset='UTF-8'        | UTF-8",
                "text/xml;charset=\"ISO-8859-1\"  | ISO-8859-1",
                "text/xml; charset=utf-8          | ISO-8859-1",
                "text/xml                         | ISO-8859-1",
            })
    void namesOutsideAsciiAreReadWhateverTheHeaderSays(String contentType, String written) {
        var cpe = start(new RunningEndpoint.Options());
        var body = new String(
                        envelope(informs()
                                .reporting("Device.DeviceInfo.ProvisioningCode", "Zürich")
                                .build()),
                        StandardCharsets.UTF_8)
                .replaceFirst("<\\?xml[^>]*\\?>", "");

        var answer = cpe.post(body.getBytes(Charset.forName(written)), "Content-Type: " + contentType);

        assertThat(answer.message()).isEqualTo(new InformResponse(1));
        assertThat(Objects.requireNonNull(endpoint.head().reported().get("Device.DeviceInfo.ProvisioningCode"))
                        .value())
                .isEqualTo("Zürich");
    }

    // Identity

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100% real | 00D09E-100~25~20real",
                "%41       | 00D09E-~2541",
                "Gerät 7/ü | 00D09E-Ger~C3~A4t~207~2F~C3~BC",
            })
    void anySerialNumberMakesADeviceOfItsOwn(String serial, String id) {
        var cpe = start(new RunningEndpoint.Options());

        assertThat(cpe.post(anInform().from("00D09E", serial).with("1 BOOT").build())
                        .status())
                .isEqualTo(200);

        assertThat(head(id).identity().serialNumber()).isEqualTo(serial);
    }

    @Test
    void aProductClassMayBeEmpty() {
        var cpe = start(new RunningEndpoint.Options());
        var body = new String(envelope(informs().build()), StandardCharsets.UTF_8)
                .replaceFirst("<ProductClass>[^<]*</ProductClass>", "<ProductClass/>");

        assertThat(cpe.post(body.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(200);

        assertThat(endpoint.head().identity().productClass()).isEmpty();
    }

    @Test
    void twoBoxesOfOneSerialAreFlaggedThoughTheirSessionsInterleave() {
        var one = start(new RunningEndpoint.Options());
        try (var other = endpoint.connect()) {
            for (int i = 0; i < 2; i++) {
                assertThat(one.post(ofClass("A")).status()).isEqualTo(200);
                assertThat(other.post(ofClass("B")).status()).isEqualTo(200);
            }
            assertThat(one.postNothing().status())
                    .as("the older one ends cleanly")
                    .isEqualTo(204);
        }

        assertThat(endpoint.head().standing().duplicate()).contains("'A'").contains("'B'");
    }

    private static byte[] ofClass(String productClass) {
        return new String(
                        envelope(anInform()
                                .from("AABBCC", "AABBCCDDEEFF")
                                .with("2 PERIODIC")
                                .build()),
                        StandardCharsets.UTF_8)
                .replaceFirst("<OUI>[^<]*</OUI>", "<OUI>00D09E</OUI>")
                .replaceFirst("<SerialNumber>[^<]*</SerialNumber>", "<SerialNumber>1</SerialNumber>")
                .replaceFirst("<ProductClass>[^<]*</ProductClass>", "<ProductClass>" + productClass + "</ProductClass>")
                .getBytes(StandardCharsets.UTF_8);
    }

    // Within a session

    @Test
    void aResponseUnderAnotherIdIsTakenCountedAndShown() {
        var cpe = start(new RunningEndpoint.Options());
        var cookie = "Cookie: " + cpe.post(informs().build()).cookie();
        var task = endpoint.order(new TaskSpec.Reboot());
        cpe.postNothing(cookie);

        assertThat(cpe.post(envelope(new RebootResponse(), "their own"), cookie).status())
                .isEqualTo(204);

        assertThat(endpoint.task(task).status()).isEqualTo(TaskStatus.DONE);
        assertThat(endpoint.head().standing().quirks()).contains("foreign-response-id");
        assertThat(endpoint.counted("acs.quirks", "kind", "foreign-response-id"))
                .isEqualTo(1);
    }

    @Test
    void whatIsOddAboutALaterMessageIsShownToo() {
        var cpe = start(new RunningEndpoint.Options());
        var cookie = "Cookie: " + cpe.post(informs().build()).cookie();
        endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        cpe.postNothing(cookie);
        var response = new String(
                        envelope(new GetParameterValuesResponse(
                                List.of(new ParameterValueStruct("Device.X", "Tom+Jerry", ParameterType.STRING)))),
                        StandardCharsets.UTF_8)
                .replace('+', '&');

        cpe.post(response.getBytes(StandardCharsets.UTF_8), cookie);

        assertThat(endpoint.head().standing().quirks()).contains("bare-ampersand");
    }

    @ParameterizedTest
    @ValueSource(ints = {1016, 1017, 1018})
    void anIdThatIsTooLongForAnybodyToNameIsRefused(int serialChars) {
        var cpe = start(new RunningEndpoint.Options());
        var serial = "9".repeat(serialChars);

        var answer = cpe.post(anInform().from("00D09E", serial).build());

        // Seven more characters make it an id.
        assertThat(answer.message() instanceof InformResponse).isEqualTo(serialChars <= DeviceId.MAX_CHARS - 7);
        if (serialChars <= DeviceId.MAX_CHARS - 7) {
            assertThat(cpe.postNothing("Cookie: " + answer.cookie()).status()).isEqualTo(204);
        }
    }

    @Test
    void aStaleCookieWithANewInformDoesNoHarm() {
        var cpe = start(new RunningEndpoint.Options());
        var stale = "Cookie: " + cpe.post(informs().build()).cookie();
        cpe.postNothing(stale);

        var answer = cpe.post(informs().with("1 BOOT").build(), stale);

        assertThat(answer.message()).isEqualTo(new InformResponse(1));
        assertThat("Cookie: " + answer.cookie()).isNotEqualTo(stale);
    }

    @Test
    void anInformIsNeverAnsweredWithNothing() {
        var cpe = start(new RunningEndpoint.Options());
        Inform again = informs().build();

        for (int i = 0; i < 3; i++) {
            var answer = cpe.post(again);
            assertThat(answer.message()).isEqualTo(new InformResponse(1));
        }
    }

    @Test
    void anEnvelopeWithoutIdIsAnsweredWithoutOne() {
        var cpe = start(new RunningEndpoint.Options());
        var body = new String(envelope(informs().build()), StandardCharsets.UTF_8)
                .replaceFirst("<soap-env:Header>.*</soap-env:Header>", "");

        var answer = cpe.post(body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.body()).doesNotContain("null").doesNotContain("cwmp:ID");
        assertThat(answer.message()).isEqualTo(new InformResponse(1));
    }
}
