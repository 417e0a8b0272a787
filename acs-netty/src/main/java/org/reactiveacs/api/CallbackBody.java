package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.store.TaskStore.Added;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.subscription.TaskCallback;
import org.reactiveacs.subscription.Terms;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom to tell that a task has ended, as clients say it.
 *
 * @param url where that is posted to
 * @param secret what it is signed with, empty to leave it unsigned
 */
record CallbackBody(String url, String secret) {
    private static final String NAME = "callback";
    private static final String AT = "/" + NAME;

    /** That wait in one partition of devices. */
    static final int MOST_WAITING = 1_000;

    /**
     * What an order says.
     *
     * @return null if it says nothing
     * @throws Problem if that is no callback
     */
    static @Nullable CallbackBody of(ObjectNode order) {
        var node = order.get(NAME);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!(node instanceof ObjectNode callback)) {
            throw Problem.body(AT, "a callback is an object with a url");
        }
        for (var name : callback.propertyNames()) {
            if (!Set.of("url", "secret").contains(name)) {
                throw Problem.body(AT + "/" + name, "no property is called '" + name + "' here: secret, url");
            }
        }
        var url = JsonBody.text(callback, "url", AT);
        if (url == null) {
            throw Problem.body(AT + "/url", "a callback needs a url");
        }
        var problem = Terms.problem(url);
        if (problem != null) {
            throw Problem.body(AT + "/url", problem);
        }
        var secret = JsonBody.text(callback, "secret", AT);
        return new CallbackBody(url, SubscriptionBody.checked(secret == null ? "" : secret, AT));
    }

    /**
     * Orders a task whose callback, if there is any, is kept before; one of no task is not left behind.
     *
     * @param callback null for none
     * @param adding puts the task into the store
     */
    static Mono<Added> ordered(@Nullable CallbackBody callback, Task task, Callbacks callbacks, Mono<Added> adding) {
        if (callback == null) {
            return adding;
        }
        var kept = new TaskCallback(
                task.device(), task.id(), task.order().createdAt(), callback.url(), callback.secret(), null, "");
        return callbacks
                .of(Partitions.of(task.device()))
                .doOnNext(CallbackBody::checkRoom)
                .then(callbacks.put(kept))
                .then(adding)
                .flatMap(added -> added instanceof Added.Created
                        ? Mono.just(added)
                        : callbacks.remove(kept).thenReturn(added));
    }

    private static void checkRoom(List<TaskCallback> waiting) {
        if (waiting.size() >= MOST_WAITING) {
            throw new Problem(
                            Problem.Type.QUEUE_FULL,
                            "too many callbacks wait already: their tasks have not ended, or nobody takes them")
                    .withHeader("Retry-After", "60");
        }
    }

    @Override
    public String toString() {
        return "CallbackBody[" + url + (secret.isEmpty() ? "" : " " + Secrets.MASK) + "]";
    }
}
