package org.reactiveacs.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.store.record.TreeCodec;

/** Parameter trees packed with the dictionary of their model, as a fleet has made it, and unpacked. */
@State(Scope.Benchmark)
public class TreeBenchmark {
    private static final int FLEET = SchemaFamily.TREES_WITHOUT_DICTIONARY + 50;

    private final ParameterTree tree = MessageBenchmark.tree("GW00000001");
    private final SchemaFamily family = new SchemaFamily();
    private final SchemaFamily.Packed packed;

    public TreeBenchmark() {
        for (int i = 1; i <= FLEET; i++) {
            var one = family.pack(DeviceId.of("00D09E-" + i), MessageBenchmark.tree("GW" + i), i);
            family.adopt(one.schema());
        }
        packed = family.pack(DeviceId.of("00D09E-GW00000001"), tree, FLEET);
        if (!packed.schema().hasDictionary()) {
            throw new IllegalStateException("the fleet has made no dictionary");
        }
    }

    @Benchmark
    public Object pack800Parameters() {
        return TreeCodec.pack(tree, packed.schema());
    }

    @Benchmark
    public Object unpack800Parameters() {
        return TreeCodec.unpack(packed.bytes(), packed.schema());
    }
}
