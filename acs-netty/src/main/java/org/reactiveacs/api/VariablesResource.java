package org.reactiveacs.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.library.GroupVariables;
import org.reactiveacs.store.DeviceStore.Change;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Variables of devices, and of the groups that tags make. */
final class VariablesResource {
    private static final String DEVICE = "/devices/{id}/variables";
    private static final String GROUPS = "/variables";
    private static final String GROUP = GROUPS + "/{tag}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
    static final int MAX_CHARS = 4096;
    static final String TOO_LONG = "a value has at most " + MAX_CHARS + " characters";
    private static final int MAX_VARIABLES = 200;

    private final ApiParts parts;
    private final Scheduler work;
    private final GroupVariables groups;

    VariablesResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.groups = parts.policies().written().groups();
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", DEVICE, Set.of(), this::ofDevice),
                Route.of("PUT", DEVICE + "/{name}", Set.of(), this::setOfDevice),
                Route.of("DELETE", DEVICE + "/{name}", Set.of(), this::removeOfDevice),
                Route.of("GET", GROUPS, Set.of(), this::all),
                Route.of("GET", GROUP, Set.of(), this::ofGroup),
                Route.of("PUT", GROUP, Set.of(), this::putOfGroup));
    }

    static ObjectNode view(Map<String, Variable> variables) {
        var view = Json.object();
        variables.forEach((name, variable) -> view.putObject(name)
                .put("value", variable.secret() ? Secrets.MASK : variable.value())
                .put("secret", variable.secret()));
        return view;
    }

    private Mono<ApiResponse> ofDevice(ApiRequest request) {
        var id = DeviceIds.of(request);
        return parts.store()
                .devices()
                .find(id)
                .map(known -> ApiResponse.ok(view(known.registration().variables())))
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    private Mono<ApiResponse> setOfDevice(ApiRequest request) {
        var body = JsonBody.object(request.body());
        return change(request, new Change.SetVariable(name(request), variable(body, "")));
    }

    private Mono<ApiResponse> removeOfDevice(ApiRequest request) {
        return change(request, new Change.RemoveVariable(name(request)));
    }

    private Mono<ApiResponse> change(ApiRequest request, Change change) {
        var id = DeviceIds.of(request);
        return parts.store()
                .devices()
                .change(id, List.of(change), parts.write(request.actor()))
                .publishOn(work)
                .map(known -> ApiResponse.noContent())
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    private static String name(ApiRequest request) {
        var name = request.at("name");
        if (!NAME.matcher(name).matches()) {
            throw Problem.parameter("name", nameRule(name));
        }
        return name;
    }

    /** What is wrong with a name, null if nothing is. */
    static @Nullable String nameProblem(String name) {
        return NAME.matcher(name).matches() ? null : nameRule(name);
    }

    private static String nameRule(String name) {
        return "'" + name + "' is no name of a variable: a letter or _, then at most 63 of A-Z a-z 0-9 _ . -";
    }

    /** A text, or an object of a text and whether it is secret. */
    private static Variable variable(JsonNode node, String pointer) {
        if (node.isString()) {
            return new Variable(checked(node.stringValue(), pointer), false);
        }
        if (!(node instanceof ObjectNode object)) {
            throw Problem.body(pointer, "a variable is a text, or {\"value\": \"...\", \"secret\": true}");
        }
        JsonBody.allow(object, Set.of("value", "secret"));
        var value = JsonBody.text(object, "value", pointer);
        if (value == null) {
            throw Problem.body(pointer + "/value", "a value is needed");
        }
        var secret = JsonBody.flag(object, "secret");
        return new Variable(checked(value, pointer + "/value"), secret != null && secret);
    }

    private static String checked(String value, String pointer) {
        if (value.length() > MAX_CHARS) {
            throw Problem.body(pointer, TOO_LONG);
        }
        return value;
    }

    private Mono<ApiResponse> all(ApiRequest request) {
        return groups.listed().publishOn(work).map(all -> {
            var view = Json.object();
            all.forEach((tag, variables) -> view.set(tag, view(variables)));
            return ApiResponse.ok(view);
        });
    }

    private static String tag(ApiRequest request) {
        var tag = request.at("tag");
        var problem = Tags.problem(tag);
        if (problem != null) {
            throw Problem.parameter("tag", problem);
        }
        return tag;
    }

    private Mono<ApiResponse> ofGroup(ApiRequest request) {
        return groups.get(tag(request)).publishOn(work).map(VariablesResource::answer);
    }

    private static ApiResponse answer(GroupVariables.Versioned group) {
        return ApiResponse.ok(view(group.variables())).with("ETag", Precondition.tag(group.version()));
    }

    /**
     * Variables by name.
     *
     * @param pointer where they stand in the body
     * @param whose in words
     */
    static Map<String, Variable> variables(ObjectNode body, String pointer, String whose) {
        if (body.size() > MAX_VARIABLES) {
            throw Problem.body(pointer, whose + " has at most " + MAX_VARIABLES + " variables");
        }
        var variables = new TreeMap<String, Variable>();
        for (var property : body.properties()) {
            var at = pointer + "/" + property.getKey();
            if (!NAME.matcher(property.getKey()).matches()) {
                throw Problem.body(at, nameRule(property.getKey()));
            }
            variables.put(property.getKey(), variable(property.getValue(), at));
        }
        return variables;
    }

    private Mono<ApiResponse> putOfGroup(ApiRequest request) {
        var tag = tag(request);
        var variables = variables(JsonBody.object(request.body()), "", "a group");
        var condition = Precondition.of(request);
        return groups.get(tag).publishOn(work).flatMap(before -> {
            condition.check(before.version());
            if (variables.isEmpty() && before.version() == 0) {
                return Mono.just(answer(before));
            }
            return groups.put(tag, variables, before.version(), parts.write(request.actor()))
                    .flatMap(now -> now == 0
                            ? Mono.error(Precondition.failed("somebody else has changed it just now"))
                            : parts.policies().look().then(groups.get(tag)))
                    .publishOn(work)
                    .map(VariablesResource::answer);
        });
    }
}
