package org.reactiveacs.cwmp;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;

/** Makes up messages of every kind from a seed, by looking at the components of the records. */
public final class AnyMessage {
    private static final String[] TEXTS = {"", "a", " x ", "<&>\"'", "é€😀", "]]>", "line\r\nend\ttab", "--"};
    private static final List<ParameterType> TYPES =
            List.copyOf(EnumSet.complementOf(EnumSet.of(ParameterType.UNKNOWN)));

    private final Random random;
    private final boolean tidy;
    private int names;

    private AnyMessage(long seed, boolean tidy) {
        this.random = new Random(seed);
        this.tidy = tidy;
    }

    /** Every record that is a message. */
    public static List<Class<? extends CwmpMessage>> kinds(Sender sender) {
        Class<?> side = sender == Sender.CPE ? CpeMessage.class : AcsMessage.class;
        return leaves(side)
                .distinct()
                .<Class<? extends CwmpMessage>>map(c -> c.asSubclass(CwmpMessage.class))
                .toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(AnyMessage::leaves) : Stream.of(type);
    }

    /** Any texts that XML can carry. */
    public static CwmpMessage wild(Class<? extends CwmpMessage> kind, long seed) {
        return kind.cast(new AnyMessage(seed, false).record(kind));
    }

    /** Texts that the schemas allow. */
    public static CwmpMessage tidy(Class<? extends CwmpMessage> kind, long seed) {
        return kind.cast(new AnyMessage(seed, true).record(kind));
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<@Nullable Object> values = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values.add(component(type, components[i].getName(), components[i].getGenericType()));
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private @Nullable Object component(Class<?> owner, String name, Type type) {
        if (type instanceof ParameterizedType list) {
            return list(name, (Class<?>) list.getActualTypeArguments()[0]);
        } else if (type == String.class) {
            return text(owner, name);
        } else if (type == int.class) {
            return number(owner, name);
        } else if (type == long.class) {
            return (long) random.nextInt(1 << 20);
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == Instant.class) {
            return random.nextInt(4) == 0 ? null : Instant.ofEpochSecond(random.nextInt());
        } else if (type == ParameterType.class) {
            return tidy ? ParameterType.STRING : TYPES.get(random.nextInt(TYPES.size()));
        } else if (type == GetParameterNames.Spelling.class) {
            return GetParameterNames.Spelling.DIGIT; // A reader does not tell them apart.
        } else if (type == OperationStruct.class) {
            return record(OperationStruct.class.getPermittedSubclasses()[random.nextInt(3)]);
        }
        return record((Class<?>) type);
    }

    private List<Object> list(String name, Class<?> member) {
        boolean faults = name.equals("setParameterValuesFaults");
        int size = (faults ? 0 : 1) + random.nextInt(2);
        List<Object> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object value = component(member, name, member);
            if (value != null) {
                members.add(value);
            }
        }
        return members;
    }

    private int number(Class<?> owner, String name) {
        if (name.equals("faultCode") || name.equals("code")) {
            return owner == Fault.class || owner == SetParameterValuesFault.class || random.nextBoolean() ? 9001 : 0;
        }
        return tidy ? name.equals("retryCount") ? random.nextInt(9) : 1 : random.nextInt(1 << 20);
    }

    private String text(Class<?> owner, String name) {
        boolean named = owner == ParameterValueStruct.class || owner == ParameterInfoStruct.class;
        if (named && name.equals("name")) {
            return "Device.X_" + names++;
        } else if (owner == Fault.class && name.equals("soapFaultCode")) {
            return random.nextBoolean() ? "Client" : "Server";
        } else if (owner == Fault.class && name.equals("string")) {
            return "Internal error";
        } else if (!tidy) {
            boolean stripped = owner == DeviceIdStruct.class || name.equals("eventCode");
            String text = TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
            return stripped ? text.strip() : text;
        }
        return switch (name) {
            case "oui" -> "00D09E";
            case "eventCode" -> "2 PERIODIC";
            case "fileType" -> "X 00D09E Any";
            case "windowMode" -> "1 At Any Time";
            case "uuid" -> "00000000-0000-0000-0000-000000000001";
            case "currentState" -> "Installed";
            case "operationPerformed" -> "Install";
            case "objectName" -> "Device.X.";
            case "accessList" -> "Subscriber";
            case "voucherList" -> "AAAA";
            default -> "text";
        };
    }
}
