package org.reactiveacs.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final String SECRET = "s3cr3t&amp;more";

    private static String struct(String name, String value) {
        return "<ParameterValueStruct><Name>" + name + "</Name><Value xsi:type=\"xsd:string\">" + value
                + "</Value></ParameterValueStruct>";
    }

    @Test
    void valuesOfSecretParametersAreHiddenAndOthersAreNot() {
        String message = "<ParameterList>" + struct("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", SECRET)
                + struct("Device.WiFi.SSID.1.SSID", "mine") + "</ParameterList>";

        assertThat(SecretMask.of(message))
                .isEqualTo("<ParameterList>" + struct("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "********")
                        + struct("Device.WiFi.SSID.1.SSID", "mine") + "</ParameterList>");
    }

    @Test
    void prefixesAndSpacesMakeNoDifference() {
        String message = "<cwmp:ParameterValueStruct >\n <cwmp:Name>\n X.Password </cwmp:Name>\n <cwmp:Value >" + SECRET
                + "</cwmp:Value >\n</cwmp:ParameterValueStruct>";

        assertThat(SecretMask.of(message)).doesNotContain("s3cr3t").contains("<cwmp:Value >********</cwmp:Value >");
    }

    @Test
    void aValueThatComesBeforeItsNameIsHiddenToo() {
        String message = "<ParameterValueStruct><Value>" + SECRET
                + "</Value><Name>X.Password</Name></ParameterValueStruct>" + struct("X.Enable", "1");

        assertThat(SecretMask.of(message)).doesNotContain("s3cr3t").contains("<Value xsi:type=\"xsd:string\">1<");
    }

    @Test
    void aPasswordOfATransferIsHidden() {
        assertThat(SecretMask.of("<Username>u</Username><Password>" + SECRET + "</Password><FileSize>1</FileSize>"))
                .isEqualTo("<Username>u</Username><Password>********</Password><FileSize>1</FileSize>");
    }

    @Test
    void whoAUrlIsCalledAsIsHidden() {
        String login = "user:s3cr3t";
        String whole =
                "<URL>http://" + login + "@files.example/x?to=a@b</URL><SuccessURL>http://files.example/</SuccessURL>";

        assertThat(SecretMask.of(whole)).isEqualTo(whole.replace(login, "********"));
        for (int length = 0; length <= whole.length(); length++) {
            assertThat(SecretMask.of(whole.substring(0, length))).doesNotContain("s3");
        }
    }

    @Test
    void characterDataIsHiddenWhole() {
        assertThat(SecretMask.of(struct("X.Password", "<![CDATA[s3cr3t</not>still]]>")))
                .isEqualTo(struct("X.Password", "********"));
    }

    @Test
    void whatIsCutOffInASecretIsHiddenToItsEnd() {
        String whole = struct("X.PreSharedKey", SECRET);

        for (int length = 0; length <= whole.length(); length++) {
            assertThat(SecretMask.of(whole.substring(0, length))).doesNotContain("s3");
        }
    }

    @Test
    void aValueOfAStructWithoutNameIsHidden() {
        assertThat(SecretMask.of("<ParameterValueStruct><Value>" + SECRET + "</Value></ParameterValueStruct>"))
                .doesNotContain("s3cr3t");
    }

    @Test
    void aNameThatIsNoneIsTakenForThatOfASecret() {
        String plain = struct("X." + "y".repeat(1022), "mine");

        assertThat(SecretMask.of(plain)).isEqualTo(plain);
        assertThat(SecretMask.of(struct("X." + "y".repeat(1023), "mine"))).doesNotContain("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ParameterValueStruct>",
                "<ParameterValueStruct><Name>",
                "<ParameterValueStruct><Name>X</Name>",
                "<ParameterValueStruct><Name >X.Password",
                "<ParameterValueStruct><Value>"
            })
    void tagsThatAreNeverClosedTakeNoLongerThanOthers(String tags) {
        int half = 500_000;
        String message = tags.repeat(half / tags.length()) + "</a>".repeat(half / 4) + "<<".repeat(1_000) + ">";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> SecretMask.of(message));
    }

    @Test
    void whatIsEmptyStaysEmptyAndWhatIsNoMessageStaysAsItIs() {
        String empty = "<ParameterValueStruct><Name>X.Password</Name><Value/></ParameterValueStruct>";

        assertThat(SecretMask.of(empty)).isEqualTo(empty);
        assertThat(SecretMask.of(struct("X.Password", ""))).isEqualTo(struct("X.Password", ""));
        assertThat(SecretMask.of("")).isEmpty();
        assertThat(SecretMask.of("a < b > c <")).isEqualTo("a < b > c <");
    }
}
