package org.reactiveacs.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Silence;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A device as peek.lua gives it.
 *
 * @param stored worked out
 * @param fields as they came
 */
record Peeked(DeviceId id, StoredDevice stored, Answer fields) {

    private static final int REGISTRATION = 2;
    private static final int ACCESS = 3;
    private static final int SESSION = 6;
    static final int TREE = 7;
    private static final int MEMBERS = 8;
    private static final int SILENCE = 9;
    private static final int REACH = 10;
    static final int COMPLIANCE = 11;

    /** The fields of some devices of one partition, in their order, of those too that are not there. */
    static Flux<Answer> read(Around around, List<DeviceId> ids, boolean withTrees) {
        var keys = Keys.of(ids.get(0));
        return around.link()
                .run(
                        Scripts.PEEK,
                        ids.stream().map(keys::device).toList(),
                        new Args().add(withTrees ? "1" : "0").list())
                .flatMapMany(reply -> {
                    var answer = Answer.of(reply);
                    return Flux.range(0, ids.size()).map(answer::list);
                });
    }

    /** One device, there or not. */
    static Mono<Peeked> read(Around around, DeviceId id, boolean withTree) {
        return read(around, List.of(id), withTree).next().map(fields -> of(around, id, fields));
    }

    static Peeked of(Around around, DeviceId id, Answer fields) {
        return new Peeked(id, around.devices().read(id, fields, 0), fields);
    }

    byte @Nullable [] registration() {
        return fields.bytes(REGISTRATION);
    }

    byte @Nullable [] access() {
        return fields.bytes(ACCESS);
    }

    boolean isInSession() {
        return fields.bytes(SESSION) != null;
    }

    /** Null where there is none, or none was asked for. */
    byte @Nullable [] tree() {
        return fields.bytes(TREE);
    }

    /** What the search index says of it. */
    byte @Nullable [] members() {
        return fields.bytes(MEMBERS);
    }

    @Nullable
    Silence silence() {
        var mark = fields.bytes(SILENCE);
        return mark == null ? null : silence(mark);
    }

    private @Nullable Reach reach() {
        var record = fields.bytes(REACH);
        return record == null ? null : TaskCodec.decodeRecord(record, Reach.class);
    }

    static Silence silence(byte[] mark) {
        return TaskCodec.decodeRecord(mark, Silence.class);
    }

    KnownDevice known() {
        return new KnownDevice(id, stored.device(), stored.registration(), silence(), reach());
    }
}
