package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.redis.server.RedisNode;

/** Compares what counters, indexes and the due set say with what stands in Redis. */
final class Census {

    private static final Pattern KEY = Pattern.compile("(acs:\\{[^}]*}:)([^:]*):?(.*)", Pattern.DOTALL);
    private static final Set<String> WITH_LIFE = Set.of("o", "k", "mark");

    private final RedisNode redis;

    /** What one partition holds. */
    private static final class Partition {
        private final List<String> devices = new ArrayList<>();
        private final Map<String, Map<String, String>> tasks = new TreeMap<>();
        private final Set<String> ended = new TreeSet<>();
    }

    private Census(RedisNode redis) {
        this.redis = redis;
    }

    static void take(RedisNode redis) {
        new Census(redis).take();
    }

    private void take() {
        Map<String, Partition> partitions = new HashMap<>();
        for (var name : strings("KEYS", "*")) {
            Matcher key = KEY.matcher(name);
            assertThat(key.matches()).as(name).isTrue();
            if (key.group(1).equals("acs:{shared}:") || key.group(1).equals("acs:{cluster}:")) {
                continue;
            }
            var partition = partitions.computeIfAbsent(key.group(1), stem -> new Partition());
            switch (key.group(2)) {
                case "d" -> partition.devices.add(key.group(3));
                case "t" -> partition.tasks.put(key.group(3), hash(name));
                case "e" -> partition.ended.add(key.group(3));
                case "open", "due", "seen", "index", "counts", "events", "audit", "subscribers", "subscriber ids" -> {
                    // One a partition.
                }
                default -> assertThat(key.group(2)).as(name).isIn(WITH_LIFE);
            }
            if (WITH_LIFE.contains(key.group(2))) {
                assertThat((Long) redis.command("PTTL", name))
                        .as("life of " + name)
                        .isPositive();
            }
        }
        partitions.forEach(this::take);
    }

    private void take(String stem, Partition partition) {
        Map<String, Long> counts = new TreeMap<>();
        Set<String> index = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        counts.put("devices", (long) partition.devices.size());
        long trees = 0;
        for (var device : partition.devices) {
            var fields = hash(stem + "d:" + device);
            count(counts, "called", fields.containsKey("h") || fields.containsKey("j"));
            count(counts, "silent", fields.containsKey("z"));
            if (fields.containsKey("z")) {
                assertThat(fields.get("g")).as("gate of " + device).isEmpty();
                index.add("z\0" + device);
                silent.add(device);
            }
            var session = fields.getOrDefault("x", "-");
            if (!session.startsWith("-")) {
                open.add(session.substring(1, session.indexOf(' ')) + "\n" + device);
            }
            assertThat(fields.containsKey("k"))
                    .as("mark of open tasks at " + device)
                    .isEqualTo(partition.tasks.containsKey(device));
            if (fields.containsKey("t")) {
                trees++;
            }
            for (var entry : Objects.requireNonNull(fields.get("m")).lines().toList()) {
                assertThat(index.add(entry + "\0" + device))
                        .as("entry %s of %s once", entry, device)
                        .isTrue();
            }
            if (fields.containsKey("n")) {
                var called = Objects.requireNonNull(fields.get("n"));
                index.add("p" + called.substring(called.indexOf(' ') + 1) + "\0" + device);
            }
        }
        counts.put("trees", trees);
        partition.tasks.forEach((device, tasks) -> counts.merge("tasks", (long) tasks.size(), Long::sum));
        assertThat(partition.devices).as("devices that have tasks").containsAll(partition.tasks.keySet());
        assertThat(partition.devices).as("devices that had tasks").containsAll(partition.ended);
        assertThat(strings("ZRANGE", stem + "seen", "0", "-1")).containsExactlyInAnyOrderElementsOf(partition.devices);
        assertThat(strings("ZRANGE", stem + "index", "0", "-1")).containsExactlyInAnyOrderElementsOf(index);
        assertThat(strings("ZRANGE", stem + "open", "0", "-1")).containsExactlyInAnyOrderElementsOf(open);
        assertDue(stem, partition, silent);
        counts.values().removeIf(count -> count == 0);
        assertThat(counted(stem)).as("counters of " + stem).isEqualTo(counts);
    }

    private void assertDue(String stem, Partition partition, Set<String> silent) {
        var members = strings("ZRANGE", stem + "due", "0", "-1");
        assertThat(members)
                .filteredOn(member -> member.startsWith("Z"))
                .extracting(member -> member.substring(1))
                .as("devices looked at")
                .isSubsetOf(partition.devices)
                .noneMatch(silent::contains);
        for (var member : members) {
            if (member.startsWith("T")) {
                var parts = member.substring(1).split("\n", 2);
                assertThat(partition.tasks).as("due " + member).containsKey(parts[0]);
                assertThat(partition.tasks.get(parts[0])).as("due " + member).containsKey(parts[1]);
            }
        }
    }

    private static void count(Map<String, Long> counts, String what, boolean holds) {
        if (holds) {
            counts.merge(what, 1L, Long::sum);
        }
    }

    private Map<String, Long> counted(String stem) {
        Map<String, Long> counted = new TreeMap<>();
        hash(stem + "counts")
                .forEach((name, value) ->
                        counted.merge(name.startsWith("schema ") ? "trees" : name, Long.parseLong(value), Long::sum));
        counted.keySet().removeAll(Set.of("events", "audits"));
        counted.values().removeIf(count -> count == 0);
        return counted;
    }

    private Map<String, String> hash(String key) {
        Map<String, String> hash = new TreeMap<>();
        var raw = strings("HGETALL", key);
        for (int i = 0; i < raw.size(); i += 2) {
            hash.put(raw.get(i), raw.get(i + 1));
        }
        return hash;
    }

    private List<String> strings(String... command) {
        @Nullable Object answer = redis.command(command);
        return ((List<?>) Objects.requireNonNull(answer))
                .stream().map(String.class::cast).toList();
    }
}
