package org.reactiveacs.scenarios;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The heads of devices as they stand in Redis, seen from beside the servers. */
final class StoredHeads {

    private StoredHeads() {}

    /** How many are of each format, by their first byte. */
    static Map<Integer, Integer> byFormat(String url) {
        Map<Integer, Integer> formats = new TreeMap<>();
        RedisClient client = RedisClient.create(url);
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            var redis = connection.sync();
            Set<String> keys = new TreeSet<>();
            KeyScanCursor<byte[]> scan;
            ScanCursor from = ScanCursor.INITIAL;
            do {
                scan = redis.scan(from, ScanArgs.Builder.matches("acs:{*}:d:*").limit(1000));
                scan.getKeys().forEach(key -> keys.add(new String(key, StandardCharsets.UTF_8)));
                from = scan;
            } while (!scan.isFinished());
            for (String key : keys) {
                byte[] head = redis.hget(key.getBytes(StandardCharsets.UTF_8), "h".getBytes(StandardCharsets.UTF_8));
                if (head != null) {
                    formats.merge((int) head[0], 1, Integer::sum);
                }
            }
            return formats;
        } finally {
            client.shutdown();
        }
    }
}
