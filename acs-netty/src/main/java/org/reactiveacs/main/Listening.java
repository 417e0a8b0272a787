package org.reactiveacs.main;

import io.netty.channel.unix.Errors;
import java.net.BindException;
import java.util.function.Supplier;
import org.reactiveacs.main.config.HostPort;

/** Opens listeners and puts into words why one cannot be opened. */
final class Listening {
    private Listening() {}

    /**
     * Opens a listener.
     *
     * @param key the configuration key that names the address
     * @throws CommandFailure if the address cannot be had
     */
    static <T> T on(String key, HostPort address, Supplier<T> open) {
        try {
            return open.get();
        } catch (RuntimeException e) {
            throw new CommandFailure(key + ": cannot listen on " + address + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && !(cause instanceof BindException)
                && !(cause instanceof Errors.NativeIoException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("Address already in use") ? "the address is already in use" : message;
    }
}
