package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisNoScriptException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What kind of trouble an error is, and so whether it is worth another try. */
enum Trouble {
    /** This server has not seen the script yet. */
    UNKNOWN_SCRIPT,
    /** The slot is being moved and this key is at the other node already. */
    ASK,
    /** The slot belongs to another node, or the primary is a replica now. */
    MOVED,
    /** Connections cut, servers that start, change their role or move slots: it may work in a moment. */
    PASSING,
    /** Anything else. */
    LASTING;

    /** Errors of a server that end by themselves, by how they begin. */
    private static final List<String> PASSING_ERRORS =
            List.of("TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "UNBLOCKED", "NOREPLICAS", "BUSY ");

    /** Lettuce says so when its bounded queues are full. There is no type for it. */
    private static final String FULL = "size exceeded";

    static Trouble of(Throwable error) {
        var message = String.valueOf(error.getMessage());
        if (error instanceof RedisNoScriptException) {
            return UNKNOWN_SCRIPT;
        }
        if (error instanceof RedisCommandExecutionException) {
            return ofServer(message);
        }
        if (error instanceof RedisCommandTimeoutException || message.contains(FULL)) {
            return LASTING;
        }
        return error instanceof RuntimeException
                        && !(error instanceof io.lettuce.core.RedisException)
                        && !(error instanceof java.util.concurrent.CancellationException)
                ? LASTING
                : PASSING;
    }

    private static Trouble ofServer(String message) {
        if (message.startsWith("ASK ")) {
            return ASK;
        }
        if (message.startsWith("MOVED ") || says(message, "READONLY")) {
            return MOVED;
        }
        return PASSING_ERRORS.stream().anyMatch(error -> says(message, error)) ? PASSING : LASTING;
    }

    /** Redis 6 wraps what a command inside of a script answered: "... -READONLY You can't write ...". */
    private static boolean says(String message, String error) {
        return message.startsWith(error) || message.contains(": -" + error);
    }

    /** The error itself, out of what futures wrap around it. */
    static Throwable cause(Throwable error) {
        var cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }
}
