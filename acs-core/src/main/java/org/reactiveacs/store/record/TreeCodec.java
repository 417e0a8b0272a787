package org.reactiveacs.store.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.InstancePath;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;

/**
 * A {@link ParameterTree} in bytes, as columns against the {@link TreeSchema} that it is covered by: which nodes, what
 * differs from the schema, when read, and the values, deflated together.
 */
public final class TreeCodec {

    private static final byte FORMAT = 1;

    private static final int HAS_VALUE = 1;
    private static final int HAS_TIME = 2;
    private static final int OTHER_TYPE = 4;
    private static final int OTHER_WRITABLE = 8;
    private static final int HAS_ATTRIBUTES = 16;

    private TreeCodec() {}

    private record Node(int template, InstancePath path, Parameter parameter) {}

    /**
     * Packs a tree.
     *
     * @param schema one whose model {@linkplain DeviceModel#covering covers} the tree
     */
    public static byte[] pack(ParameterTree tree, TreeSchema schema) {
        return Deflated.pack(FORMAT, columns(tree, schema.model()), schema.dictionary());
    }

    /** The columns before they are deflated. */
    static byte[] columns(ParameterTree tree, DeviceModel model) {
        var nodes = nodes(tree, model);
        var out = new RecordOutput();
        out.writeNumber(nodes.size());
        int last = 0;
        for (var node : nodes) {
            out.writeNumber(node.template() - last);
            last = node.template();
        }
        nodes.forEach(node -> node.path().instances().forEach(instance -> writeInstance(instance, out)));
        nodes.forEach(node -> out.writeByte(flags(node, model)));
        writeTimes(nodes, out);
        for (var node : nodes) {
            writeDifferences(node.parameter(), flags(node, model), out);
        }
        for (var node : nodes) {
            var value = node.parameter().value();
            if (value != null) {
                out.writeText(value);
            }
        }
        return out.toBytes();
    }

    public static ParameterTree unpack(byte[] packed, TreeSchema schema) {
        var model = schema.model();
        var in = new RecordInput(Deflated.unpack(FORMAT, packed, schema.dictionary(), "parameter tree"));
        int count = in.readSize();
        var templates = new DeviceModel.Template[count];
        int index = 0;
        for (int i = 0; i < count; i++) {
            index += (int) in.readNumber();
            templates[i] = model.templates().get(index);
        }
        var paths = new String[count];
        for (int i = 0; i < count; i++) {
            paths[i] = readPath(templates[i].path(), in);
        }
        var flags = in.readBytes(count);
        var times = readTimes(flags, in);
        var parameters = new Parameter[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = readDifferences(paths[i], templates[i], flags[i], times[i], in);
        }
        var tree = new ArrayList<Parameter>(count);
        for (int i = 0; i < count; i++) {
            var it = parameters[i];
            tree.add(
                    (flags[i] & HAS_VALUE) == 0
                            ? it
                            : new Parameter(
                                    it.path(), in.readText(), it.type(), it.writable(), it.attributes(), it.readAt()));
        }
        return ParameterTree.of(tree);
    }

    private static List<Node> nodes(ParameterTree tree, DeviceModel model) {
        var nodes = new ArrayList<Node>(tree.size());
        for (var parameter : tree.all()) {
            var path = InstancePath.of(parameter.path());
            int index = model.indexOf(path.template());
            if (index < 0) {
                throw new IllegalStateException("the model has no place for " + parameter.path());
            }
            nodes.add(new Node(index, path, parameter));
        }
        nodes.sort(Comparator.comparingInt(Node::template));
        return nodes;
    }

    private static int flags(Node node, DeviceModel model) {
        var template = model.templates().get(node.template());
        var parameter = node.parameter();
        return (parameter.value() != null ? HAS_VALUE : 0)
                | (parameter.readAt() != null ? HAS_TIME : 0)
                | (parameter.type() != template.type() ? OTHER_TYPE : 0)
                | (ModelCodec.flag(parameter.writable()) != ModelCodec.flag(template.writable()) ? OTHER_WRITABLE : 0)
                | (parameter.attributes() != null ? HAS_ATTRIBUTES : 0);
    }

    private static void writeInstance(String instance, RecordOutput out) {
        if (instance.length() <= 9
                && instance.charAt(0) != '['
                && (instance.charAt(0) != '0' || instance.length() == 1)) {
            out.writeNumber(Long.parseLong(instance) << 1);
        } else {
            var utf8 = instance.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            out.writeNumber((long) utf8.length << 1 | 1);
            out.writeBytes(utf8);
        }
    }

    private static String readPath(String template, RecordInput in) {
        int places = 0;
        for (int at = template.indexOf("{i}"); at >= 0; at = template.indexOf("{i}", at + 3)) {
            places++;
        }
        if (places == 0) {
            return template;
        }
        var instances = new ArrayList<String>(places);
        for (int i = 0; i < places; i++) {
            long head = in.readNumber();
            instances.add(
                    (head & 1) == 0
                            ? Long.toString(head >>> 1)
                            : new String(in.readBytes((int) (head >>> 1)), java.nio.charset.StandardCharsets.UTF_8));
        }
        return new InstancePath(template, instances).path();
    }

    private static void writeTimes(List<Node> nodes, RecordOutput out) {
        Map<Instant, Integer> distinct = new LinkedHashMap<>();
        for (var node : nodes) {
            var readAt = node.parameter().readAt();
            if (readAt != null) {
                distinct.putIfAbsent(readAt, distinct.size());
            }
        }
        out.writeNumber(distinct.size());
        distinct.keySet().forEach(out::writeInstant);
        for (var node : nodes) {
            var readAt = node.parameter().readAt();
            if (readAt != null) {
                out.writeNumber(distinct.getOrDefault(readAt, 0));
            }
        }
    }

    private static @Nullable Instant[] readTimes(byte[] flags, RecordInput in) {
        var distinct = new Instant[in.readSize()];
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = in.readInstant();
        }
        var times = new @Nullable Instant[flags.length];
        for (int i = 0; i < flags.length; i++) {
            times[i] = (flags[i] & HAS_TIME) == 0 ? null : distinct[in.readSize()];
        }
        return times;
    }

    private static void writeDifferences(Parameter parameter, int flags, RecordOutput out) {
        if ((flags & OTHER_TYPE) != 0) {
            out.writeByte(ModelCodec.typeNumber(parameter.type()));
        }
        if ((flags & OTHER_WRITABLE) != 0) {
            out.writeByte(ModelCodec.flag(parameter.writable()));
        }
        var attributes = parameter.attributes();
        if (attributes != null) {
            out.writeNumber(attributes.notification());
            out.writeTexts(attributes.accessList());
        }
    }

    private static Parameter readDifferences(
            String path, DeviceModel.Template template, int flags, @Nullable Instant readAt, RecordInput in) {
        ParameterType type = (flags & OTHER_TYPE) == 0 ? template.type() : ModelCodec.type(in.readByte());
        Boolean writable = (flags & OTHER_WRITABLE) == 0 ? template.writable() : ModelCodec.flag(in.readByte());
        var attributes = (flags & HAS_ATTRIBUTES) == 0 ? null : new Attributes((int) in.readNumber(), in.readTexts());
        return new Parameter(path, null, type, writable, attributes, readAt);
    }
}
