package org.reactiveacs.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;

/** Meters of the Java virtual machine, of Netty's buffers and of event loops. Close it with the process. */
public final class ProcessMetrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public ProcessMetrics(MeterRegistry registry) {
        this.registry = registry;
        List<MeterBinder> binders = new ArrayList<>(List.of(
                collections,
                new ClassLoaderMetrics(),
                new JvmInfoMetrics(),
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new Processors(),
                new FileDescriptorMetrics(),
                new UptimeMetrics()));
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
            binders.add(new NettyAllocatorMetrics(allocator));
        }
        binders.forEach(binder -> binder.bindTo(registry));
    }

    /**
     * Adds the tasks that wait on each loop of a group.
     *
     * @param group a name for the label, such as {@code cwmp}
     */
    public void eventLoops(String group, EventLoopGroup loops) {
        new NettyEventExecutorMetrics(loops, List.of(Tag.of("group", group))).bindTo(registry);
    }

    @Override
    public void close() {
        collections.close();
    }
}
