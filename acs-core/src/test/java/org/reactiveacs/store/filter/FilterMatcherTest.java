package org.reactiveacs.store.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.Device;

class FilterMatcherTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static final FilterMatcher.Candidate DEVICE = new FilterMatcher.Candidate() {
        @Override
        public List<String> field(DeviceFilter.Field field) {
            return switch (field) {
                case SOFTWARE -> List.of("V2.10");
                case IP -> List.of("10.0.0.9");
                case MAC -> List.of("00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5F");
                case MODEL -> List.of("IGD", "HG8245");
                case SUBSCRIBER -> List.of("acme-7");
                default -> List.of("x");
            };
        }

        @Override
        public boolean hasTag(String tag) {
            return tag.equals("pilot");
        }

        @Override
        public Instant lastInform() {
            return NOW.minusSeconds(600);
        }

        @Override
        public boolean isSilent() {
            return true;
        }

        @Override
        public @Nullable Device head() {
            return null;
        }

        @Override
        public @Nullable String parameter(String path) {
            return Map.of("Device.Rssi", "-70", "Device.Empty", "").get(path);
        }

        @Override
        public @Nullable String variable(String name) {
            return Map.of("plan", "Gold", "speed", "100").get(name);
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "software > V2.9",
                "silent = true",
                "silent != FALSE",
                "software ~ v2*",
                "ip < 10.0.0.10",
                "mac = 001a2b3c4d5f",
                "mac ~ *5e",
                "mac != 001122334455",
                "model = HG8245",
                "model ~ hg*45",
                "tag = pilot and not tag = beta",
                "lastInform after now-15m and lastInform < now-5m",
                "Device.Rssi < -60 and Device.Rssi > -100",
                "Device.Empty = ''",
                "not Device.Missing = 1",
                "subscriber = acme-7 and subscriber ~ ACME-*",
                "variable.plan = Gold and variable.plan ~ go*",
                "variable.speed > 20 and not variable.missing = 1",
                "tag=beta or serial~*"
            })
    void matches(String filter) {
        assertThat(FilterMatcher.matches(FilterParser.parse(filter, NOW), DEVICE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "software < V2.9",
                "model != IGD",
                "mac != 001a2b3c4d5f",
                "Device.Missing != 1",
                "subscriber = acme",
                "variable.plan = gold",
                "variable.missing != 1",
                "Device.Missing ~ *",
                "ip ~ 10.0.0",
                "tag != pilot",
                "silent = false",
                "silent != true",
                "lastInform before now-1h"
            })
    void doesNotMatch(String filter) {
        assertThat(FilterMatcher.matches(FilterParser.parse(filter, NOW), DEVICE))
                .isFalse();
    }
}
