package org.reactiveacs.api;

import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.desired.Plan;
import org.reactiveacs.task.TaskJson;
import org.reactiveacs.task.TaskSpec;
import tools.jackson.databind.node.ObjectNode;

/** The difference between what policies want and what is known of a device, as JSON. Secrets are masked. */
final class PlanView {
    private PlanView() {}

    static ObjectNode of(Plan plan) {
        var view = Json.object();
        view.put("state", plan.state().word());
        view.set("read", Json.texts(plan.reads()));
        var hooks = view.putArray("hooks");
        plan.hooks()
                .forEach(question -> hooks.addObject()
                        .put("policy", question.policy())
                        .put("url", question.hook().url().toString()));
        view.set("refresh", Json.texts(plan.surveys()));
        var sets = view.putArray("set");
        for (var change : plan.sets()) {
            var path = change.path();
            var from = change.from();
            sets.addObject()
                    .put("path", path)
                    .put("value", Secrets.masked(path, change.value().value()))
                    .put("from", from == null ? null : Secrets.masked(path, from))
                    .put("policy", change.policy());
        }
        var deletes = view.putArray("delete");
        plan.deletes()
                .forEach(
                        delete -> deletes.addObject().put("path", delete.path()).put("policy", delete.policy()));
        var attributes = view.putArray("notifications");
        plan.attributes()
                .forEach(change -> attributes
                        .addObject()
                        .put("path", change.path())
                        .put("notification", change.notification())
                        .put("policy", change.policy()));
        var tags = view.putArray("tags");
        plan.tags()
                .forEach(change -> tags.addObject()
                        .put("tag", change.tag())
                        .put("add", change.add())
                        .put("policy", change.policy()));
        var tasks = view.putArray("tasks");
        plan.orders()
                .forEach(
                        order -> tasks.addObject().put("policy", order.policy()).set("task", task(order.task())));
        var problems = view.putArray("problems");
        plan.problems().forEach(problem -> problems.add(problem(problem)));
        return view;
    }

    private static ObjectNode problem(Plan.Trouble problem) {
        return Json.object()
                .put("about", problem.subject())
                .put("policy", problem.policy())
                .put("code", problem.code() == 0 ? null : (Integer) problem.code())
                .put("text", problem.text())
                .put("retryAt", Json.text(problem.retryAt()));
    }

    /** The kind is enough where the task holds what must not be shown. */
    private static ObjectNode task(TaskSpec task) {
        if (task instanceof TaskSpec.AddObject add) {
            var view = Json.object().put("kind", add.kind()).put("path", add.path());
            var values = view.putObject("values");
            add.values().forEach(value -> values.put(value.path(), Secrets.masked(value.path(), value.value())));
            return view;
        }
        if (task instanceof TaskSpec.Download download) {
            return Json.object()
                    .put("kind", download.kind())
                    .put("fileType", download.fileType())
                    .put("url", download.url());
        }
        return task instanceof TaskSpec.Steps || task instanceof TaskSpec.SetParameterValues
                ? Json.object().put("kind", task.kind())
                : (ObjectNode) Json.STRICT.readTree(TaskJson.write(task));
    }
}
