package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormTest {

    @ParameterizedTest
    @CsvSource({
        "STRING, anything at all",
        "UNKNOWN, anything at all",
        "INT, -2147483648",
        "INT, +7",
        "UNSIGNED_INT, 4294967295",
        "LONG, -9223372036854775808",
        "UNSIGNED_LONG, 18446744073709551615",
        "BOOLEAN, true",
        "BOOLEAN, 0",
        "DATE_TIME, 0001-01-01T00:00:00Z",
        "DATE_TIME, 2026-03-01T12:00:00.123+01:00",
        "DATE_TIME, 2026-03-01T12:00:00",
        "BASE64, QUJD",
        "HEX_BINARY, 00fF"
    })
    void aValueOfItsTypeIsValid(ParameterType type, String text) {
        assertThat(ValueForm.isValid(type, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "INT, n/a",
        "INT, 2147483648",
        "INT, 1.0",
        "INT, ''",
        "UNSIGNED_INT, -1",
        "UNSIGNED_INT, 4294967296",
        "LONG, 9223372036854775808",
        "UNSIGNED_LONG, 18446744073709551616",
        "BOOLEAN, TRUE",
        "BOOLEAN, yes",
        "DATE_TIME, 0000-00-00T00:00:00",
        "DATE_TIME, yesterday",
        "BASE64, a_b",
        "HEX_BINARY, abc"
    })
    void anyOtherTextIsKeptAndSaidToBeInvalid(ParameterType type, String text) {
        assertThat(ValueForm.isValid(type, text)).isFalse();
    }
}
