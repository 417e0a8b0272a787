package org.reactiveacs.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.link.RedisLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator at the start of settings with which Redis may forget what was acknowledged. */
final class RedisAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(RedisAdvice.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisLink link;

    RedisAdvice(RedisLink link) {
        this.link = link;
    }

    /** Warns of each; of a Cluster one node stands for all. A user that may not ask is told nothing. */
    void give() {
        try {
            var info = link.ask(commands -> commands.info()).block(PATIENCE);
            of(info == null ? "" : info).forEach(advice -> LOG.warn("redis may lose data reason=\"{}\"", advice));
        } catch (StoreException e) {
            LOG.info("settings of redis not looked at reason=\"{}\"", e.getMessage());
        }
    }

    /** What is wrong with a server that says this of itself. */
    static List<String> of(String info) {
        var advice = new ArrayList<String>();
        info.lines().forEach(line -> {
            if (line.startsWith("maxmemory_policy:") && !line.endsWith(":noeviction")) {
                advice.add("maxmemory-policy is not noeviction");
            } else if (line.equals("aof_enabled:0")) {
                advice.add("appendonly is off");
            }
        });
        return advice;
    }
}
