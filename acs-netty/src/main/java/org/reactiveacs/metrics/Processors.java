package org.reactiveacs.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What Micrometer tells of processors, but with names and units as Prometheus wants them (its tools find fault with others). */
final class Processors implements MeterBinder {
    private static final double NANOS = 1e9;

    /** A number of things that is called a count looks like a part of a histogram, and times are in seconds. */
    private static final List<String> MISNAMED = List.of("system.cpu.count", "process.cpu.time");

    @Override
    public void bindTo(MeterRegistry registry) {
        new ProcessorMetrics().bindTo(registry);
        for (String name : MISNAMED) {
            Meter meter = registry.find(name).meter();
            if (meter != null) {
                registry.remove(meter);
            }
        }
        Gauge.builder("system.cpus", Runtime.getRuntime(), Runtime::availableProcessors)
                .description("Processors that the Java virtual machine may use")
                .strongReference(true)
                .register(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu.seconds", system, Processors::seconds)
                    .description("Time of processors that the process has taken")
                    .register(registry);
        }
    }

    private static double seconds(OperatingSystemMXBean system) {
        return Math.max(0, system.getProcessCpuTime()) / NANOS;
    }
}
