package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelTextsTest {
    private static final String VERSION = "Device.DeviceInfo.SoftwareVersion";
    private static final String ADDRESS = "Device.ManagementServer.ConnectionRequestURL";

    @Test
    void devicesOfAModelShareWhatTheyTellAlike() {
        String first = ModelTexts.value(VERSION, text("3.10.2"));

        assertThat(ModelTexts.value(VERSION, text("3.10.2"))).isSameAs(first);
        assertThat(ModelTexts.shared(text("3.10.2"))).isSameAs(first);
    }

    @Test
    void whatIsADevicesOwnIsNotKept() {
        String first = ModelTexts.value(ADDRESS, text("http://192.0.2.7:7547/a"));

        assertThat(ModelTexts.value(ADDRESS, text("http://192.0.2.7:7547/a"))).isNotSameAs(first);
    }

    @Test
    void textsThatMeetInAnEntryStayWhatTheyAre() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        for (int i = 0; i < 3; i++) {
            assertThat(ModelTexts.shared(text("Aa"))).isEqualTo("Aa");
            assertThat(ModelTexts.shared(text("BB"))).isEqualTo("BB");
        }
    }

    @Test
    void aLongTextIsNotKept() {
        String text = "x".repeat(513);

        assertThat(ModelTexts.shared(text)).isSameAs(text);
        assertThat(ModelTexts.shared(text(text))).isNotSameAs(text);
    }

    /** A text that is no constant. */
    private static String text(String text) {
        return String.valueOf(text.toCharArray());
    }
}
