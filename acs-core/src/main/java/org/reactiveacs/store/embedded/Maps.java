package org.reactiveacs.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.store.record.Seal;

/**
 * The maps of the file. Heads that changed since the last group wait in the heap and are written once a group, however
 * often they changed.
 */
final class Maps implements UnitWriter.Disk {

    final SealedMap registrations;
    final Trees trees;
    final SealedMap tasks;
    final SealedMap schemas;
    final MVMap<String, byte[]> schemaTrees;
    final MVMap<String, byte[]> families;
    final MVMap<String, byte[]> traits;
    final MVMap<String, byte[]> macPaths;
    final MVMap<String, byte[]> idempotency;
    final MVMap<String, byte[]> silences;
    final MVMap<String, byte[]> reaches;
    final MVMap<String, byte[]> documents;
    final SealedMap library;
    final SealedMap libraryHistory;
    final SealedMap compliances;
    final SealedMap subscribers;
    final MVMap<String, byte[]> outbox;
    final MVMap<String, byte[]> audit;
    final MVMap<String, byte[]> meta;

    private final MVMap<String, byte[]> heads;
    private final FileFormat format;
    private final ConcurrentHashMap<DeviceId, Device> unwrittenHeads = new ConcurrentHashMap<>();
    private final MVStore file;

    Maps(MVStore file, Seal seal) {
        this.file = file;
        heads = open("heads");
        registrations = new SealedMap(open("registrations"), seal);
        trees = new Trees(open("trees"), seal);
        tasks = new SealedMap(open("tasks"), seal);
        schemas = new SealedMap(open("models"), seal);
        schemaTrees = open("schema trees");
        families = open("families");
        traits = open("traits");
        macPaths = open("mac paths");
        idempotency = open("idempotency");
        silences = open("silences");
        reaches = open("reaches");
        documents = open("documents");
        library = new SealedMap(open("library"), seal);
        libraryHistory = new SealedMap(open("library history"), seal);
        compliances = new SealedMap(open("compliances"), seal);
        subscribers = new SealedMap(open("subscribers"), seal);
        outbox = open("outbox");
        audit = open("audit");
        meta = open("meta");
        format = new FileFormat(meta);
    }

    private MVMap<String, byte[]> open(String name) {
        return file.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** The key of a device in every map. */
    static String key(DeviceId device) {
        return device.tenant() + '/' + device.value();
    }

    static DeviceId device(String key) {
        int slash = key.indexOf('/');
        return new DeviceId(key.substring(0, slash), key.substring(slash + 1));
    }

    @Nullable
    Device head(DeviceId device) {
        var unwritten = unwrittenHeads.get(device);
        if (unwritten != null) {
            return unwritten;
        }
        var bytes = heads.get(key(device));
        return bytes == null ? null : DeviceCodec.decode(bytes);
    }

    void putHead(Device device) {
        unwrittenHeads.put(device.id(), device);
    }

    void removeHead(DeviceId device) {
        unwrittenHeads.remove(device);
        heads.remove(key(device));
    }

    FileFormat format() {
        return format;
    }

    /**
     * Heads that would be written otherwise now.
     *
     * @param next the key to go on after, null at the end
     */
    record Outdated(List<Device> heads, @Nullable String next) {}

    /**
     * Looks for such heads on disk. For the writer's thread.
     *
     * @param after the key to begin after, null for the beginning
     * @param count how many to look at
     */
    Outdated outdatedHeads(@Nullable String after, int count, int written) {
        List<Device> outdated = new ArrayList<>();
        var key = after == null ? heads.firstKey() : heads.higherKey(after);
        for (int i = 0; i < count && key != null; i++) {
            var bytes = heads.get(key);
            if (bytes != null && DeviceCodec.isOutdated(bytes, written)) {
                var device = head(device(key));
                if (device != null) {
                    outdated.add(device);
                }
            }
            after = key;
            key = heads.higherKey(key);
        }
        return new Outdated(outdated, key == null ? null : after);
    }

    /** All heads on disk, for the indexes at the start. */
    Iterable<byte[]> allHeads() {
        return heads.values();
    }

    /** Brings every sealed record under the newest key, once for each key, before anybody writes. */
    void renewSeals(Seal seal) {
        var newest = Integer.toString(seal.newest()).getBytes(StandardCharsets.US_ASCII);
        if (Arrays.equals(meta.get("sealed under"), newest)) {
            return;
        }
        registrations.renew();
        tasks.renew();
        schemas.renew();
        trees.renew();
        library.renew();
        libraryHistory.renew();
        compliances.renew();
        subscribers.renew();
        meta.put("sealed under", newest);
        file.commit();
    }

    @Override
    public void commit() {
        for (var device : unwrittenHeads.values()) {
            heads.put(
                    key(device.id()), DeviceCodec.encode(device, format.state().written()));
        }
        file.commit();
        unwrittenHeads.clear();
    }

    @Override
    public void sync() {
        file.sync();
    }

    @Override
    public void tidy() {
        file.compact(60, 1024 * 1024);
    }
}
