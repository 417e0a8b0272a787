package org.reactiveacs.store.record;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.ParameterType;

/** A {@link DeviceModel} in bytes: paths ordered, each written as what differs from the one before. */
final class ModelCodec {

    private static final byte FORMAT = 1;

    private static final ParameterType[] TYPES = ParameterType.values();

    private ModelCodec() {}

    static byte[] encode(DeviceModel model) {
        var out = new RecordOutput();
        out.writeNumber(model.templates().size());
        var last = "";
        for (var template : model.templates()) {
            int shared = commonPrefix(last, template.path());
            out.writeNumber(shared);
            out.writeText(template.path().substring(shared));
            out.writeByte(typeNumber(template.type()) << 2 | flag(template.writable()));
            last = template.path();
        }
        return Deflated.pack(FORMAT, out.toBytes());
    }

    static DeviceModel decode(byte[] bytes) {
        var in = new RecordInput(Deflated.unpack(FORMAT, bytes, "device model"));
        int count = in.readSize();
        var templates = new ArrayList<DeviceModel.Template>(count);
        var last = "";
        for (int i = 0; i < count; i++) {
            var path = last.substring(0, in.readSize()) + in.readText();
            int packed = in.readByte();
            templates.add(new DeviceModel.Template(path, type(packed >> 2), flag(packed & 3)));
            last = path;
        }
        return new DeviceModel(templates);
    }

    /** The number that stands for a type in records; never changes once given. */
    static int typeNumber(ParameterType type) {
        return switch (type) {
            case UNKNOWN -> 0;
            case STRING -> 1;
            case INT -> 2;
            case UNSIGNED_INT -> 3;
            case LONG -> 4;
            case UNSIGNED_LONG -> 5;
            case BOOLEAN -> 6;
            case DATE_TIME -> 7;
            case BASE64 -> 8;
            case HEX_BINARY -> 9;
            case ANY_SIMPLE_TYPE -> 10;
        };
    }

    static ParameterType type(int number) {
        for (var type : TYPES) {
            if (typeNumber(type) == number) {
                return type;
            }
        }
        throw new IllegalStateException("record names type " + number + ", which this version does not know");
    }

    static int flag(@Nullable Boolean flag) {
        return flag == null ? 2 : flag ? 1 : 0;
    }

    static @Nullable Boolean flag(int number) {
        return number == 2 ? null : Boolean.valueOf(number == 1);
    }

    private static int commonPrefix(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int i = 0;
        while (i < length && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
    }
}
