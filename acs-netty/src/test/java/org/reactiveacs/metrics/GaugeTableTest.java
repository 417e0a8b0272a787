package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.metrics.FleetMetrics.ModelLabels;

class GaugeTableTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FleetMetrics metrics = new FleetMetrics(registry);

    private double count(String model) {
        Gauge gauge = registry.find("acs.devices.by.model").tag("model", model).gauge();
        return gauge == null ? -1 : gauge.value();
    }

    private static ModelLabels model(String name) {
        return new ModelLabels("00D09E", name, "1.0");
    }

    @Test
    void rowsThatStayAreTheSameMetersAndRowsThatAreGoneGo() {
        metrics.devicesByModel(Map.of(model("a"), 1L, model("b"), 2L));
        var a = registry.find("acs.devices.by.model").tag("model", "a").gauge();

        metrics.devicesByModel(Map.of(model("a"), 3L, model("c"), 4L));

        assertThat(registry.find("acs.devices.by.model").tag("model", "a").gauge())
                .isSameAs(a);
        assertThat(count("a")).isEqualTo(3);
        assertThat(count("b")).isEqualTo(-1);
        assertThat(count("c")).isEqualTo(4);
    }

    @Test
    void textsOfDevicesAreBoundedAndWhatIsTheSameThenIsAddedUp() {
        metrics.devicesByModel(Map.of(model("x".repeat(64)), 1L, model("x".repeat(65)), 2L, model(""), 4L));

        assertThat(count("x".repeat(64))).isEqualTo(3);
        assertThat(count("none")).isEqualTo(4);
    }
}
