package org.reactiveacs.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.device.ParameterType;

final class ValueRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "unsignedInt        | 0                    | 1x",
                "unsignedInt        | 4294967295           | 4294967296",
                "unsignedInt        | 0                    | -1",
                "unsignedInt(1:13)  | 1                    | 0",
                "unsignedInt(1:13)  | 13                   | 14",
                "int                | -2147483648          | 2147483648",
                "int(-1:)           | -1                   | -2",
                "long               | -9223372036854775808 | 9223372036854775808",
                "unsignedLong       | 18446744073709551615 | 18446744073709551616",
                "boolean            | true                 | TRUE",
                "boolean            | 0                    | 2",
                "dateTime           | 2026-01-01T00:00:00Z | 2026-01-01",
                "dateTime           | 0001-01-01T00:00:00Z | 0000-00-00T00:00:00",
                "string(3)          | abc                  | abcd",
                "string{A;B C}      | B C                  | B",
                "list:string{A;B}   | A,B                  | A,C",
                "ip                 | 192.168.1.255        | 192.168.1.256",
                "ip                 | fe80::1              | fe80",
                "mac                | 02:AC:50:00:00:01    | 02AC50000001",
                "hexBinary          | 0aFF                 | 0aF",
                "base64             | TWFu                 | TWF",
            })
    void takesTheOneAndRefusesTheOther(String type, String good, String bad) throws IOException {
        ValueRule rule = rule(type);

        assertThat(rule.refusal(ParameterType.UNKNOWN, good)).isEmpty();
        assertThat(rule.refusal(ParameterType.UNKNOWN, bad)).contains(FaultCode.INVALID_PARAMETER_VALUE);
    }

    @Test
    void anotherTypeIsRefusedWhateverTheText() throws IOException {
        assertThat(rule("int").refusal(ParameterType.STRING, "1")).contains(FaultCode.INVALID_PARAMETER_TYPE);
        assertThat(rule("int").refusal(ParameterType.UNSIGNED_INT, "1")).contains(FaultCode.INVALID_PARAMETER_TYPE);
    }

    private static ValueRule rule(String type) throws IOException {
        String text = "Device.\n  P rw " + type + " =\n";
        Schema schema = SchemaReader.read(new BufferedReader(new StringReader(text)));
        Parameter parameter = new DataModel(schema, (name, instance) -> name)
                .find("Device.P")
                .map(Place::parameter)
                .orElseThrow();
        return parameter.rule();
    }
}
