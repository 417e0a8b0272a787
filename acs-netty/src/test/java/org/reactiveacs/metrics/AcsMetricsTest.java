package org.reactiveacs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactiveacs.metrics.AcsMetrics.Direction;

class AcsMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AcsMetrics metrics = new AcsMetrics(registry);

    @Test
    void aSessionThatEndedBeforeItBeganTookNoTime() {
        metrics.sessionEnded("2 PERIODIC", "superseded", Duration.ofMillis(-3));

        assertThat(registry.scrape()).contains("acs_sessions_seconds_count").contains("outcome=\"superseded\"} 1");
    }

    @Test
    void whatCpesInventCountsAsOther() {
        metrics.sessionEnded("X HW_ALARM", "done", Duration.ofMillis(7));
        metrics.message("X_00D09E_Foo", Direction.IN);
        metrics.message("GetParameterValuesResponse", Direction.IN);
        metrics.fault(9899, Direction.IN);
        metrics.fault(1234, Direction.IN);
        metrics.fault(9005, Direction.IN);

        assertThat(registry.scrape())
                .contains("acs_sessions_seconds_count{event=\"other\",outcome=\"done\"} 1")
                .contains("acs_messages_total{direction=\"in\",rpc=\"other\"} 1.0")
                .contains("acs_messages_total{direction=\"in\",rpc=\"GetParameterValuesResponse\"} 1.0")
                .contains("acs_faults_total{code=\"vendor\",direction=\"in\"} 1.0")
                .contains("acs_faults_total{code=\"other\",direction=\"in\"} 1.0")
                .contains("acs_faults_total{code=\"9005\",direction=\"in\"} 1.0");
    }

    @Test
    void transfersAreToldByWhoWantedThemAndHowTheyWent() {
        metrics.transfer(false, 0);
        metrics.transfer(false, 9010);
        metrics.transfer(true, 9811);

        assertThat(registry.scrape())
                .contains("acs_transfers_total{kind=\"ordered\",outcome=\"succeeded\"} 1.0")
                .contains("acs_transfers_total{kind=\"ordered\",outcome=\"9010\"} 1.0")
                .contains("acs_transfers_total{kind=\"autonomous\",outcome=\"vendor\"} 1.0");
    }

    @Test
    void combinationsOfLabelsAreBounded() {
        for (int i = 0; i < LabelledMeters.MAX_COMBINATIONS + 100; i++) {
            metrics.quirk("kind" + i);
        }

        assertThat(registry.scrape()).contains("acs_quirks_total{kind=\"other\"} 100.0");
        assertThat(registry.find("acs.quirks").counters()).hasSize(LabelledMeters.MAX_COMBINATIONS + 1);
    }
}
