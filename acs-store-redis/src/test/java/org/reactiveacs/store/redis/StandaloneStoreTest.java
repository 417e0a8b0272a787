package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.TaskSpec;

class StandaloneStoreTest extends RedisContract {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @Override
    RedisServers servers() {
        return REDIS;
    }

    @Test
    void theIdentitySchemeIsFixedWhenTheStoreIsCreated() {
        assertThatThrownBy(() -> open(IdentityScheme.OUI_CLASS_SERIAL, KEYS))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("identity");
    }

    @Test
    void aForeignKeyRingIsRefusedAndARotatedOneIsNot() {
        open(IdentityScheme.OUI_SERIAL, KEYS.rotated(new SecureRandom())).close();

        assertThatThrownBy(() -> open(IdentityScheme.OUI_SERIAL, KeyRing.generate(new SecureRandom())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("key ring");
    }

    @Test
    void secretsAreNowhereInRedis() {
        var arrival = anArrival().build();
        open(arrival);
        store().devices()
                .change(
                        DEVICE,
                        List.of(new DeviceStore.Change.SetCredential(new Credential("box", "device-secret"))),
                        write())
                .block();
        var download = new TaskSpec.Download("1 Firmware Upgrade Image", "u", "f", "task-secret", 0, "", 0, "", "");
        add(task("T1", download, Schedule.AT_ONCE));
        var tree = ParameterTree.of(
                List.of(Parameter.of("Device.WiFi.KeyPassphrase", "wifi-secret", ParameterType.STRING, T0)));
        commit(
                arrival,
                0,
                session("session-secret"),
                new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));

        var all = everything();

        assertThat(all).contains("00D09E-1").doesNotContain("-secret");
        assertThat(store().sessions()
                        .load(DEVICE)
                        .map(org.reactiveacs.store.Loaded::tree)
                        .block())
                .isEqualTo(tree);
        assertThat(stored("T1").spec()).isEqualTo(download);
    }

    /** All hashes, keys and values. */
    private static String everything() {
        var redis = REDIS.primary();
        var text = new StringBuilder();
        for (var key : (List<?>) Objects.requireNonNull(redis.command("KEYS", "*"))) {
            text.append(key).append('\n');
            if ("hash".equals(redis.command("TYPE", String.valueOf(key)))) {
                text.append(redis.command("HGETALL", String.valueOf(key))).append('\n');
            }
        }
        return text.toString();
    }
}
