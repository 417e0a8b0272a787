package org.reactiveacs.subscription;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;

/**
 * Whom to tell that a task has ended. It stands from before the task until it was told or given up.
 *
 * @param device whose task
 * @param task its id
 * @param at when it was ordered
 * @param url where it is posted to, http or https
 * @param secret what it is signed with, empty to leave it unsigned
 * @param failingSince when it could not be told first, null while nobody has tried in vain
 * @param body what is to be told, empty while the task has not ended as far as is known; kept because the task may be forgotten first
 */
public record TaskCallback(
        DeviceId device,
        String task,
        Instant at,
        String url,
        String secret,
        @Nullable Instant failingSince,
        String body) {

    public URI uri() {
        return URI.create(url);
    }

    /** It could not be told. */
    public TaskCallback failed(Instant now) {
        return failingSince == null ? new TaskCallback(device, task, at, url, secret, now, body) : this;
    }

    /** That is to be told. */
    public TaskCallback telling(String what) {
        return new TaskCallback(device, task, at, url, secret, failingSince, what);
    }

    /** It is to be told as if nobody had tried yet. */
    public TaskCallback anew() {
        return new TaskCallback(device, task, at, url, secret, null, body);
    }

    @Override
    public String toString() {
        return "TaskCallback[" + device + " " + task + "]";
    }
}
