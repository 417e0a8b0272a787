package org.reactiveacs.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import tools.jackson.databind.node.ObjectNode;

/** A device as JSON. Its credential is never in it. */
final class DeviceView {
    private final IdentityScheme scheme;

    DeviceView(IdentityScheme scheme) {
        this.scheme = scheme;
    }

    ObjectNode of(KnownDevice device) {
        var head = device.head();
        var identity = device.identity(scheme);
        var json = Json.object();
        json.put("id", device.id().value());
        json.put("oui", identity.oui());
        json.put("productClass", identity.productClass());
        json.put("serialNumber", identity.serialNumber());
        json.put("manufacturer", identity.manufacturer());
        json.put("softwareVersion", head == null ? "" : head.softwareVersion());
        json.put("hardwareVersion", head == null ? "" : head.hardwareVersion());
        contact(head, json);
        json.set("macs", Json.texts(head == null ? List.of() : head.macs()));
        json.set("tags", Json.texts(device.registration().tags()));
        var subscription = device.registration().subscription();
        json.put("subscriber", subscription == null ? null : subscription.subscriber());
        var retirement = device.registration().retirement();
        if (retirement == null) {
            json.putNull("retired");
        } else {
            json.set("retired", ReplaceResource.retirement(retirement));
        }
        var replaces = device.registration().replaces();
        json.put("replaces", replaces == null ? null : replaces.value());
        var handOver = device.registration().handOver();
        if (handOver == null) {
            json.putNull("handOver");
        } else {
            json.set("handOver", HandOverView.of(handOver, head));
        }
        json.put("registered", device.registration().at() != null);
        json.set("passwords", RotationResource.view(device.registration().rotation()));
        quarantine(device, json);
        var silence = device.silence();
        json.put("silentSince", silence == null ? null : Json.text(silence.since()));
        json.put(
                "policies",
                head == null ? "none" : head.standing().settled().state().word());
        json.put("duplicate", head == null ? null : head.standing().duplicate());
        json.set(
                "quirks",
                Json.texts(
                        head == null
                                ? List.of()
                                : head.standing().quirks().stream().sorted().toList()));
        return json;
    }

    private static void contact(@Nullable Device head, ObjectNode json) {
        var contact = head == null ? null : head.contact();
        json.put("lastInform", contact == null ? null : Json.text(contact.last()));
        json.put("firstInform", contact == null ? null : Json.text(contact.first()));
        json.put("lastBootstrap", contact == null ? null : Json.text(contact.bootstrap()));
        json.set("lastEvents", Json.texts(contact == null ? List.of() : contact.events()));
        json.put("ip", contact == null ? null : contact.peer());
        json.put(
                "retryCount",
                head == null || head.visits().isEmpty()
                        ? null
                        : (Integer) head.visits().get(0).retryCount());
    }

    /** A release shows at once, though the flag itself goes with the device's next Inform. */
    private static void quarantine(KnownDevice device, ObjectNode json) {
        var head = device.head();
        var held = head == null ? null : head.standing().quarantine();
        var released = device.registration().releasedAt();
        if (held == null || released != null && !released.isBefore(held.since())) {
            json.putNull("quarantine");
        } else {
            json.putObject("quarantine")
                    .put("reason", held.reason())
                    .put("since", held.since().toString());
        }
    }
}
