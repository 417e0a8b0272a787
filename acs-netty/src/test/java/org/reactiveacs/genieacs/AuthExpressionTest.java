package org.reactiveacs.genieacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AuthExpressionTest {
    private static final GenieDevice DEVICE =
            new GenieDevice(JsonMapper.shared().readTree("""
            {"_id": "00D09E-Box-1", "_deviceId": {"_OUI": "00D09E", "_ProductClass": "Box", "_SerialNumber": "1"}, "_tags": ["a.b"],
             "Device": {"ManagementServer": {"Username": {"_value": "box"}, "Password": {"_value": "secret"}, "Empty": {"_value": ""},
               "Number": {"_value": 42}, "Truth": {"_value": true}}}}"""));

    private static AuthExpression.Found found(String expression) {
        return AuthExpression.of(TermReader.read(expression), DEVICE::value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AUTH('u', 'p')|u|p",
                "AUTH(\"u\\\"\\u0041\", 'it''s')|u\"A|it's",
                "AUTH(Device.ManagementServer.Username, Device.ManagementServer.Password)|box|secret",
                "`AUTH(DeviceID.OUI || '-' || DeviceID.SerialNumber, Device.ManagementServer.Number)`|00D09E-1|42",
                "AUTH(DeviceID.ID, 'p') OR AUTH(DeviceID.ID, 'p')|00D09E-Box-1|p",
                "CASE WHEN DeviceID.ProductClass = 'Other' THEN AUTH('no', 'no') WHEN TRUE THEN AUTH('u', 'p') ELSE false END|u|p",
                "DeviceID.ProductClass = 'Other' OR AUTH('u', 'p')|u|p",
                "Tags.a0x2Eb IS NOT NULL AND AUTH('u', 'p')|u|p",
                "AUTH(Device.ManagementServer.None, 'x') OR AUTH('u', COALESCE(Device.None, 'p'))|u|p",
                "NOT (DeviceID.OUI <> '00D09E') AND (Device.ManagementServer.Truth = 1 AND AUTH('u', 'p'))|u|p",
            })
    void whatItComesToForCertainIsTaken(String expression, String username, String password) {
        assertThat(found(expression))
                .isEqualTo(new AuthExpression.Found(new AuthExpression.Login(username, password), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true|``",
                "true OR AUTH('u', 'p')|``",
                "AUTH('u', EXT('script', 'password'))|it asks EXT()",
                "AUTH('u', 'p') OR EXT('script', 'good')|it asks EXT()",
                "REMOTE_ADDRESS() = '10.0.0.1' AND AUTH('u', 'p')|it asks REMOTE_ADDRESS()",
                "AUTH('u', 'p') OR AUTH('u', 'q')|it takes one of several, and which the device has is not known",
                "AUTH('u', Device.ManagementServer.None)|GenieACS has no value for it",
                "AUTH('u', Device.ManagementServer.Empty)|its username or password is empty",
                "AUTH('u', Device.ManagementServer.Number + 1)|it computes with +",
                "NOT AUTH('u', 'p')|it computes with the answer of a function",
                "AUTH('u', 'p') = false|it computes with the answer of a function",
                "false|GenieACS has no value for it",
            })
    void whatIsNotCertainIsToldWithItsReason(String expression, String reason) {
        assertThat(found(expression)).isEqualTo(new AuthExpression.Found(null, reason));
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(found("AUTH('u', 'p4ss')").toString()).doesNotContain("p4ss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AUTH('u', 'p'|')' is expected",
                "AUTH('u'|')' is expected",
                "'u|a text has no end",
                "a = |a value is missing",
                "a b|something follows",
                "a.[b:1] = 2|paths with [...] are not read here",
                "CASE 1 END|WHEN, ELSE or END is expected",
            })
    void whatIsNoExpressionIsRefused(String text, String reason) {
        assertThatThrownBy(() -> TermReader.read(text))
                .isInstanceOf(Term.Unreadable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> TermReader.read("(".repeat(1000) + "1" + ")".repeat(1000)))
                .isInstanceOf(Term.Unreadable.class);
    }

    @Test
    void tagsAreNamedInPathsAsGenieAcsNamesThem() {
        for (var tag : new String[] {"gold", "north side", "a.b", "0xAB", "ü"}) {
            assertThat(TagNames.decoded(TagNames.encoded(tag))).isEqualTo(tag);
        }
        assertThat(TagNames.encoded("a.b")).isEqualTo("a0x2Eb");
        assertThat(TagNames.encoded("0xAB")).isEqualTo("00x78AB");
    }
}
