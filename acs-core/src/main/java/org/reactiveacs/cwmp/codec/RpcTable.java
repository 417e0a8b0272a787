package org.reactiveacs.cwmp.codec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.Sender;

/** All messages, by name and side for reading, and by record for writing. */
public final class RpcTable {
    private static final List<Rpc<?>> ALL = all();
    private static final Map<Sender, Map<String, Rpc<?>>> BY_NAME = byName();
    private static final Map<Class<?>, Rpc<?>> BY_RECORD = byRecord();

    private RpcTable() {}

    /** The message that an element's local name stands for when a side sends it, null for none. */
    public static @Nullable Rpc<?> find(Sender sender, String localName) {
        Map<String, Rpc<?>> names = BY_NAME.get(sender);
        return names == null ? null : names.get(localName);
    }

    /** Writes the method element of a message. */
    public static void write(XmlOut out, CwmpMessage message) {
        Rpc<?> rpc = BY_RECORD.get(message.getClass());
        if (rpc == null) {
            throw new IllegalStateException("no codec for " + message.getClass());
        }
        rpc.write(out, message);
    }

    private static List<Rpc<?>> all() {
        List<Rpc<?>> all = new ArrayList<>(Sessions.RPCS);
        all.addAll(Parameters.RPCS);
        all.addAll(Transfers.RPCS);
        all.addAll(Software.RPCS);
        all.addAll(Options.RPCS);
        all.add(Faults.FAULT);
        return List.copyOf(all);
    }

    private static Map<Sender, Map<String, Rpc<?>>> byName() {
        Map<Sender, Map<String, Rpc<?>>> bySide = new EnumMap<>(Sender.class);
        for (Sender sender : Sender.values()) {
            Map<String, Rpc<?>> names = new HashMap<>();
            ALL.stream().filter(rpc -> rpc.senders().contains(sender)).forEach(rpc -> names.put(rpc.name(), rpc));
            bySide.put(sender, names);
        }
        return bySide;
    }

    private static Map<Class<?>, Rpc<?>> byRecord() {
        Map<Class<?>, Rpc<?>> records = new HashMap<>();
        ALL.forEach(rpc -> records.put(rpc.message(), rpc));
        return records;
    }
}
