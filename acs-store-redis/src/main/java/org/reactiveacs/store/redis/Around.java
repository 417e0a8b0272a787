package org.reactiveacs.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.cluster.RedisFormats;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Mono;

/**
 * What the parts of the store work with.
 *
 * @param link to Redis
 * @param identity the scheme of device ids
 * @param formats what records are written in
 * @param seal closes records that hold secrets
 * @param shared what all partitions share
 * @param mail tells other nodes
 */
record Around(RedisLink link, IdentityScheme identity, RedisFormats formats, Seal seal, Shared shared, Mail mail) {

    /** Times that others may come between what is read and what is written. */
    static final int MAX_ROUNDS = 32;

    private static final int LONGEST_PAUSE_MILLIS = 64;

    /** Longer with each round, so that those who came between one another do not go on in step. */
    static Mono<Long> pause(int round) {
        if (round < 2) {
            return Mono.just(0L);
        }
        long most = Math.min(1L << round, LONGEST_PAUSE_MILLIS);
        return Mono.delay(Duration.ofNanos(ThreadLocalRandom.current().nextLong(most * 1_000_000)));
    }

    StoredDevice.Reader devices() {
        return new StoredDevice.Reader(seal, shared::traits);
    }

    static List<byte[]> encoded(List<DomainEvent> events) {
        return events.stream().map(TaskCodec::encodeRecord).toList();
    }

    static byte[] event(DomainEvent.Type type, DeviceId device, Write write, Map<String, String> detail) {
        return TaskCodec.encodeRecord(new DomainEvent(type, device, write.at(), detail));
    }

    /** An audit entry whose number the script gives. */
    static byte[] audit(Write write, String what, DeviceId device, String detail) {
        return TaskCodec.encodeRecord(
                new Store.AuditEntry(0, write.at(), write.actor().name(), what, device, detail));
    }
}
