package org.reactiveacs.store.redis.link;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One run of a script that was asked for, over all its tries. One try at a time, so never used by two threads at once. */
final class Call {
    private final Script script;
    private final List<byte[]> keys;
    private final List<byte[]> args;
    private volatile boolean whole;
    private volatile RedisUrl.@Nullable Server asked;

    Call(Script script, List<byte[]> keys, List<byte[]> args) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the script " + script + " is run without a key");
        }
        this.script = script;
        this.keys = keys;
        this.args = args;
    }

    Script script() {
        return script;
    }

    /** The key by which its node is found. */
    byte[] key() {
        return keys.get(0);
    }

    /** From now on the script's text is sent, not its sha. */
    void sendWhole() {
        whole = true;
    }

    /** Where the next try goes to since its slot is on the move; null to find the node by the key. */
    RedisUrl.@Nullable Server asked() {
        return asked;
    }

    void ask(RedisUrl.@Nullable Server server) {
        asked = server;
    }

    CompletionStage<@Nullable Object> sendOver(RedisClusterAsyncCommands<byte[], byte[]> commands) {
        var command = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        (whole ? command.add(script.text()) : command.add(script.shaBytes()))
                .add(keys.size())
                .addKeys(keys)
                .addValues(args);
        return commands.dispatch(whole ? CommandType.EVAL : CommandType.EVALSHA, new Reply(), command);
    }

    /** As above, to one node that may not own the key's slot yet. */
    CompletionStage<@Nullable Object> sendTo(StatefulRedisConnection<byte[], byte[]> node) {
        if (asked != null) {
            node.async()
                    .dispatch(
                            CommandType.ASKING,
                            new io.lettuce.core.output.StatusOutput<>(ByteArrayCodec.INSTANCE),
                            new CommandArgs<>(ByteArrayCodec.INSTANCE));
        }
        return sendOver(node.async());
    }
}
