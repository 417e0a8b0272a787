package org.reactiveacs.api;

import java.util.Locale;
import java.util.regex.Pattern;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskJson;
import org.reactiveacs.task.TaskSpec;
import tools.jackson.databind.node.ObjectNode;

/** A task as JSON: its order as it was given, secrets masked, and how far it is. */
final class TaskView {
    /** A username and password within a URL. */
    private static final Pattern LOGIN = Pattern.compile("^([^:/]+://)[^/?#]*@");

    private TaskView() {}

    /** @param names tell which values are secrets of those that are set by a name */
    static ObjectNode of(Task task, PathNames names) {
        var json = Json.object();
        json.put("id", task.id());
        json.put("device", task.device().value());
        json.put("status", task.status().name().toLowerCase(Locale.ROOT));
        var spec = (ObjectNode) Json.STRICT.readTree(TaskJson.write(task.spec()));
        masked(spec, names);
        spec.properties().forEach(argument -> json.set(argument.getKey(), argument.getValue()));
        var order = task.order();
        json.put("createdAt", order.createdAt().toString());
        json.put("createdBy", order.by());
        json.put("expires", Json.text(order.schedule().expires()));
        json.put("notBefore", Json.text(order.schedule().notBefore()));
        var window = order.schedule().window();
        json.put("window", window == null ? null : window.text());
        json.put("attempts", task.attempts());
        if (task.spec() instanceof TaskSpec.Steps) {
            json.put("step", task.progress().step());
        }
        json.set("outcome", OutcomeView.of(task.outcome()));
        json.put("endedAt", Json.text(task.endedAt()));
        return json;
    }

    /** A URL with the name and password in it masked. */
    static String withoutLogin(String url) {
        return LOGIN.matcher(url).replaceFirst("$1" + Secrets.MASK + "@");
    }

    private static void masked(ObjectNode spec, PathNames names) {
        if (!spec.path("password").asString("").isEmpty()) {
            spec.put("password", Secrets.MASK);
        }
        for (var name : new String[] {"url", "successUrl", "failureUrl"}) {
            if (spec.has(name)) {
                spec.put(name, withoutLogin(spec.path(name).asString()));
            }
        }
        if (spec.get("connectionRequest") instanceof ObjectNode login) {
            masked(login, names);
        }
        if (spec.get("values") instanceof ObjectNode values) {
            for (var path : values.propertyNames()) {
                maskedValue(path, values, names);
            }
        }
        for (var nested : new String[] {"steps", "operations"}) {
            spec.path(nested).forEach(item -> masked((ObjectNode) item, names));
        }
    }

    private static void maskedValue(String path, ObjectNode values, PathNames names) {
        if (PathNames.isName(path) ? !names.isSecret(path) : !Secrets.isSecret(path)) {
            return;
        }
        if (values.get(path) instanceof ObjectNode typed) {
            typed.put("value", masked(typed.path("value").asString()));
        } else {
            values.put(path, masked(values.path(path).asString()));
        }
    }

    private static String masked(String secret) {
        return secret.isEmpty() ? secret : Secrets.MASK;
    }
}
