package org.reactiveacs.policy.hook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.reactiveacs.device.Device;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a hook is told of a device, as JSON. It holds no time of its own, so the same knowledge gives the same bytes; and no secret.
 */
public final class HookBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private HookBody() {}

    /**
     * What is told beside the device's head.
     *
     * @param subscriber its id, empty if there is none
     * @param changed paths that this Inform reported as changed
     * @param tags of the device
     * @param variables those that are not secret
     * @param parameters values by path, as the hook asks for them
     */
    public record Told(
            String subscriber,
            List<String> changed,
            Collection<String> tags,
            Map<String, String> variables,
            Map<String, String> parameters) {}

    /** The question of a policy's hook. */
    public static String of(String policy, Device device, Told told) {
        var identity = device.identity();
        var model = device.dataModel();
        var body = JSON.createObjectNode().put("policy", policy);
        body.putObject("device")
                .put("id", device.id().value())
                .put("manufacturer", identity.manufacturer())
                .put("oui", identity.oui())
                .put("productClass", identity.productClass())
                .put("serialNumber", identity.serialNumber())
                .put("hardwareVersion", device.hardwareVersion())
                .put("softwareVersion", device.softwareVersion())
                .put("root", model == null ? null : model.root())
                .put("peer", device.contact().peer())
                .put("subscriber", told.subscriber())
                .put(
                        "firstContact",
                        device.contact().first().equals(device.contact().last()))
                .set("macs", texts(device.macs()));
        body.set("events", texts(device.contact().events()));
        body.set("changed", texts(told.changed()));
        body.set("tags", texts(new TreeSet<>(told.tags())));
        var variables = body.putObject("variables");
        told.variables().forEach(variables::put);
        var parameters = body.putObject("parameters");
        told.parameters().forEach(parameters::put);
        return body.toString();
    }

    private static ArrayNode texts(Collection<String> texts) {
        var array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
