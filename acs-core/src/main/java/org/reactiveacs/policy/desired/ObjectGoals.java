package org.reactiveacs.policy.desired;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.policy.PolicyValue;
import org.reactiveacs.policy.WantedObject;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.TaskSpec;

/** Instances of objects that must be there, or must not. */
final class ObjectGoals {

    private final Planning planning;
    private final Wants wants;
    private final Set<String> asked = new HashSet<>();

    ObjectGoals(Planning planning, Wants wants) {
        this.planning = planning;
        this.wants = wants;
    }

    void add(CompiledPolicy compiled) {
        compiled.policy().goals().objects().forEach(object -> {
            var path = planning.addressed(object.path(), compiled.policy(), false);
            if (path != null) {
                add(new WantedObject(path, object.keys(), object.values(), object.present()), compiled);
            }
        });
    }

    void add(WantedObject object, CompiledPolicy compiled) {
        var keys = texts(object.keys(), object.path(), compiled);
        if (keys == null) {
            return;
        }
        var subject = object.path() + keys;
        planning.claim(subject);
        var readAt = planning.readAt(patterns(object));
        if (readAt == null) {
            return;
        }
        var there = planning.known.instances(object.path(), readAt).stream()
                .filter(instance -> isIt(object.path() + instance + ".", keys, object.keys()))
                .toList();
        if (!object.present()) {
            there.forEach(instance -> delete(object.path() + instance + ".", subject, compiled));
        } else if (there.isEmpty()) {
            if (asked.add(subject)) {
                make(object, keys, subject, compiled);
            }
        } else {
            var instance = object.path() + there.get(0) + ".";
            object.values().forEach((name, value) -> wants.add(instance + name, value, compiled, false));
        }
    }

    /** What must be known of all instances to tell which is meant, and whether it holds what it should. */
    private static List<String> patterns(WantedObject object) {
        return Stream.concat(object.keys().keySet().stream(), object.values().keySet().stream())
                .distinct()
                .map(name -> object.path() + "*." + name)
                .toList();
    }

    /** The values for this device, null if one cannot be told, or not yet. */
    private @Nullable Map<String, String> texts(
            Map<String, PolicyValue> values, String subject, CompiledPolicy compiled) {
        var texts = new LinkedHashMap<String, String>();
        for (var entry : values.entrySet()) {
            var text = planning.text(entry.getValue(), subject + entry.getKey(), compiled);
            if (text == null) {
                return null;
            }
            texts.put(entry.getKey(), text);
        }
        return texts;
    }

    private boolean isIt(String instance, Map<String, String> keys, Map<String, PolicyValue> types) {
        for (var key : keys.entrySet()) {
            var parameter = planning.known.at(instance + key.getKey());
            if (parameter == null || parameter.value() == null) {
                return false;
            }
            var wanted = types.get(key.getKey());
            var type = wanted == null || wanted.type() == null ? parameter.type() : wanted.type();
            if (!SameValue.of(type == null ? ParameterType.UNKNOWN : type, key.getValue(), parameter.value())) {
                return false;
            }
        }
        return true;
    }

    private void make(WantedObject object, Map<String, String> keys, String subject, CompiledPolicy compiled) {
        var values = texts(object.values(), object.path(), compiled);
        if (values == null) {
            return;
        }
        List<Assignment> all = new ArrayList<>();
        keys.forEach((name, text) -> all.add(assignment(name, text, object.keys())));
        values.forEach((name, text) -> all.add(assignment(name, text, object.values())));
        var task = new TaskSpec.AddObject(object.path(), all);
        Orders.order(planning, task, subject, compiled.policy(), "was made and is not there again");
    }

    private static Assignment assignment(String name, String text, Map<String, PolicyValue> values) {
        var value = values.get(name);
        return new Assignment(name, text, value == null ? null : value.type());
    }

    private void delete(String instance, String subject, CompiledPolicy compiled) {
        var entry = planning.seen.compliance().entry(subject);
        boolean isSame = entry != null && entry.kind() == Compliance.Kind.REFUSED;
        if (!planning.isRefused(subject, entry, isSame, compiled.policy())) {
            planning.deletes.add(new Plan.Delete(instance, compiled.policy().name(), subject));
        }
    }
}
