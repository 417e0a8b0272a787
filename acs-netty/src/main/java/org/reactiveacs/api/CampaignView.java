package org.reactiveacs.api;

import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Entry;
import org.reactiveacs.campaign.Stage;
import org.reactiveacs.campaign.Sums;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.task.TaskKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Campaigns as clients get them. */
final class CampaignView {
    private CampaignView() {}

    /** What was written, with its name first. */
    private static ObjectNode content(Campaign campaign) {
        var content = Json.object().put("name", campaign.name());
        Source.read(campaign.json(), Source.Form.JSON)
                .root()
                .properties()
                .forEach(property -> content.set(property.getKey(), property.getValue()));
        masked(content.path("task"));
        masked(content.path("task").path("undo"));
        return content;
    }

    /** Whoever has its passwords could have the other ACS believe that he is any of the devices. */
    private static void masked(JsonNode task) {
        if (!task.path("kind").asString("").equals(TaskKind.HAND_OVER)) {
            return;
        }
        for (var holder : new JsonNode[] {task, task.path("connectionRequest")}) {
            if (holder instanceof ObjectNode login && login.has("password")) {
                login.put("password", Secrets.MASK);
            }
        }
    }

    /** What was written and ordered, and how far it is. */
    static ObjectNode of(Campaign campaign, Course course, Sums sums) {
        var view = Json.object()
                .put("name", campaign.name())
                .put("revision", campaign.version())
                .put("at", campaign.at().toString())
                .put("by", campaign.by())
                .put("state", course.state().word())
                .put("why", course.why())
                .put("wave", course.wave() + 1)
                .put("pass", course.pass())
                .put("devices", sums.devices())
                .put("allowed", course.allowed())
                .put("inFlight", sums.inFlight());
        var stages = view.putObject("stages");
        for (var stage : Stage.values()) {
            stages.put(stage.word(), sums.stages().getOrDefault(stage, 0L));
        }
        var orders = view.putArray("orders");
        campaign.orders()
                .forEach(order -> orders.addObject()
                        .put("order", CampaignsResource.word(order.verb()))
                        .put("at", order.at().toString())
                        .put("by", order.by()));
        view.set("campaign", content(campaign));
        return view;
    }

    /** What became of a device. */
    static ObjectNode device(DeviceId device, Entry entry) {
        boolean waits = entry.at().toEpochMilli() == 0;
        return Json.object()
                .put("device", device.value())
                .put("stage", entry.stage().word())
                .put("since", waits ? null : entry.at().toString())
                .put("reason", entry.reason())
                .put("formerVersion", entry.former())
                .put("attempts", entry.attempt() + (entry.stage() == Stage.WAITING ? 0 : 1));
    }
}
