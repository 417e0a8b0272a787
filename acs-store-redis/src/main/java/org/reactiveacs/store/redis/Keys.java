package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.redis.link.Tags;

/** The names of the keys of a partition: {@code acs:{tag}:what}. */
final class Keys {

    private static final String PREFIX = "acs:";

    private static final Keys[] ALL =
            IntStream.range(0, Partitions.COUNT).mapToObj(Keys::new).toArray(Keys[]::new);

    private final int partition;
    private final String stem;
    private final byte[] open;
    private final byte[] due;
    private final byte[] seen;
    private final byte[] index;
    private final byte[] counts;
    private final byte[] outbox;
    private final byte[] audit;

    private Keys(int partition) {
        this.partition = partition;
        this.stem = stem(partition);
        this.open = key("open");
        this.due = key("due");
        this.seen = key("seen");
        this.index = key("index");
        this.counts = key("counts");
        this.outbox = key("events");
        this.audit = key("audit");
    }

    /** What the names of all keys of a partition begin with. */
    static String stem(int partition) {
        return PREFIX + "{" + Tags.of(partition) + "}:";
    }

    static Keys of(int partition) {
        return ALL[partition];
    }

    static Keys of(DeviceId device) {
        return ALL[Partitions.of(device)];
    }

    /** A key of what all partitions share. */
    static byte[] shared(String what) {
        return (PREFIX + "{shared}:" + what).getBytes(StandardCharsets.UTF_8);
    }

    int partition() {
        return partition;
    }

    /** How a device is called in keys and values. */
    static String name(DeviceId device) {
        return device.tenant() + '/' + device.value();
    }

    static DeviceId device(String name) {
        int slash = name.indexOf('/');
        return new DeviceId(name.substring(0, slash), name.substring(slash + 1));
    }

    /**
     * A hash: all of a device but its tasks. Its fields: {@code h} the head and {@code j} the journal since, {@code x} the
     * session (how, {@code shared.lua} says), {@code n} nonce and address of its last call, {@code v} a revision that
     * grows, {@code g} with what its next call is plain, {@code a} how it authenticates, {@code r} what operators said,
     * {@code m} what the search index says, {@code t} the tree, {@code p} how policies fared, {@code k} if it has open tasks, {@code z} the mark of a
     * silent one, {@code o} the token of its last call if that was held.
     */
    byte[] device(DeviceId device) {
        return key("d:" + name(device));
    }

    /** A hash: the tasks of a device that have not ended, by id. */
    byte[] tasks(DeviceId device) {
        return key("t:" + name(device));
    }

    /** A hash: the newest tasks of a device that have ended, by id. */
    byte[] ended(DeviceId device) {
        return key("e:" + name(device));
    }

    /** A text: the way to a device through its NAT. */
    static byte[] binding(BindingKey key) {
        return of(key.partition()).key((key.kind() == BindingKey.Kind.NAME ? "n:" : "a:") + key.text());
    }

    /** A text: the last stamp of a datagram that asked a device to call. */
    byte[] stamp(DeviceId device) {
        return key("w:" + name(device));
    }

    /** What an operator's write came to, for its repeat. */
    byte[] result(String operation) {
        return key("o:" + operation);
    }

    /** A hash: the order that a client's idempotency key stands for. */
    byte[] idempotency(DeviceId device, String clientKey) {
        return key("k:" + name(device) + " " + clientKey);
    }

    /** A sorted set: sessions by their deadline as it was at their beginning, in milliseconds. */
    byte[] open() {
        return open;
    }

    /**
     * A sorted set: tasks by deadline, in milliseconds, and far behind them devices by when they are looked at
     * ({@link SilenceTimer}).
     */
    byte[] due() {
        return due;
    }

    /** A sorted set: devices by their last Inform, in milliseconds; 0 if they never called. */
    byte[] seen() {
        return seen;
    }

    /** A sorted set in order of its members: kind and value ({@link IndexEntries}), NUL, device. */
    byte[] index() {
        return index;
    }

    /** A hash of counters. */
    byte[] counts() {
        return counts;
    }

    /** A hash: the subscribers whose ids belong to the partition, by id. */
    byte[] subscribers() {
        return key("subscribers");
    }

    /** A sorted set in order of its members: their ids. */
    byte[] subscriberIds() {
        return key("subscriber ids");
    }

    /** A list: the newest events. */
    byte[] outbox() {
        return outbox;
    }

    /** A sorted set: audit entries by number. */
    byte[] audit() {
        return audit;
    }

    private byte[] key(String what) {
        return (stem + what).getBytes(StandardCharsets.UTF_8);
    }
}
