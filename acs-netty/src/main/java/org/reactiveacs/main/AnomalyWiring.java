package org.reactiveacs.main;

import java.util.EnumSet;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.AnomalyRules.Often;
import org.reactiveacs.main.config.AnomaliesConfig;
import org.reactiveacs.metrics.FleetMetrics;
import org.reactiveacs.oddity.Oddities;
import org.reactiveacs.oddity.OddityTools;

/** What is wrong with devices, as the configuration has it. */
final class AnomalyWiring {
    private AnomalyWiring() {}

    static Oddities open(AnomaliesConfig config, OddityTools tools) {
        return new Oddities(Oddities.Settings.of(rules(config)), tools);
    }

    static AnomalyRules rules(AnomaliesConfig config) {
        return new AnomalyRules(
                new Often(config.reboots().times(), config.reboots().within()),
                new Often(config.sessions().times(), config.sessions().within()),
                new Often(config.addresses().times(), config.addresses().within()),
                new Often(config.duplicates().times(), config.duplicates().within()),
                new Often(config.failures().times(), config.failures().within()),
                new AnomalyRules.Mix(config.mix().sessions(), config.mix().points()));
    }

    /** Silent devices are counted with all others. */
    static void count(Oddities oddities, FleetMetrics metrics) {
        for (var kind : EnumSet.complementOf(EnumSet.of(AnomalyKind.SILENT))) {
            metrics.anomalies(kind.label(), () -> oddities.open(kind));
        }
    }
}
