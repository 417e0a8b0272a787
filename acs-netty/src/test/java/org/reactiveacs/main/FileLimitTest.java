package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLimitTest {

    @ParameterizedTest
    @CsvSource({
        "2000, 8000, 2000",
        "2000, 8004, 2000",
        "2000, 7996, 1999",
        "2000, 1024, 256",
        "1, 3, 1",
        "2147483647, 9223372036854775807, 2147483647"
    })
    void aQuarterOfTheFilesMayBeForDevicesThatAreAsked(int wanted, long files, int allowed) {
        assertThat(FileLimit.askedAtOnce(wanted, files)).isEqualTo(allowed);
    }

    @Test
    void theSystemTellsItsLimit() {
        assertThat(FileLimit.ofProcess()).isGreaterThan(100);
    }
}
