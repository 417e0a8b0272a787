package org.reactiveacs.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.inventory.Subscribers;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Subscriber;
import org.reactiveacs.store.Write;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Subscribers: their variables, and which devices are theirs. */
final class SubscribersResource {
    private static final String ALL = "/subscribers";
    private static final String ONE = ALL + "/{id}";
    private static final String DEVICE = ONE + "/devices/{deviceId}";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._@:+-]{1,128}");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_DEVICES = 100;
    private static final String TAKEN = "it belongs to another one, or was taken from this one just now";

    private final ApiParts parts;
    private final Scheduler work;
    private final Subscribers subscribers;

    SubscribersResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.subscribers = new Subscribers(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ALL, Set.of("filter", "limit", "cursor"), this::list),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("PUT", ONE, Set.of("register"), this::put),
                Route.of("DELETE", ONE, Set.of(), this::remove),
                Route.of("PUT", DEVICE, Set.of("register"), this::assign),
                Route.of("DELETE", DEVICE, Set.of(), this::release));
    }

    /** What is wrong with an id, null if nothing is. */
    static @Nullable String idProblem(String id) {
        return ID.matcher(id).matches()
                ? null
                : "'" + id + "' is no subscriber's id: 1 to 128 of A-Z a-z 0-9 . _ - @ : +";
    }

    private static String id(ApiRequest request) {
        var id = request.at("id");
        var problem = idProblem(id);
        if (problem != null) {
            throw Problem.parameter("id", problem);
        }
        return id;
    }

    private static Problem unknown(String id) {
        return Problem.notFound("no subscriber " + id + " is known");
    }

    private static ObjectNode view(Subscriber subscriber) {
        var view = Json.object().put("id", subscriber.id());
        view.set("variables", VariablesResource.view(subscriber.variables()));
        view.set(
                "devices",
                Json.texts(subscriber.devices().stream().map(DeviceId::value).toList()));
        return view;
    }

    private static ApiResponse answer(int status, Subscriber subscriber) {
        return ApiResponse.json(status, view(subscriber)).with("ETag", Precondition.tag(subscriber.version()));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        var filter = request.query().get("filter", "*");
        boolean isPrefix = filter.endsWith("*");
        var text = isPrefix ? filter.substring(0, filter.length() - 1) : filter;
        if (!(isPrefix && text.isEmpty()) && !ID.matcher(text).matches()) {
            throw Problem.parameter(
                    "filter", "'filter' is a subscriber's id, or what ids begin with and a star, as 'acme-*'");
        }
        int limit = (int) request.query().number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var cursor = request.query().get("cursor");
        if (cursor != null && !ID.matcher(cursor).matches()) {
            throw Problem.parameter("cursor", "'cursor' is the 'next' of the page before");
        }
        if (!isPrefix) {
            return subscribers
                    .find(text, parts.write(request.actor()))
                    .map(List::of)
                    .defaultIfEmpty(List.of())
                    .publishOn(work)
                    .map(found -> ApiResponse.ok(Json.page(found, SubscribersResource::view, null)));
        }
        return subscribers.list(text, cursor, limit + 1).publishOn(work).map(found -> {
            boolean more = found.size() > limit;
            var some = more ? found.subList(0, limit) : found;
            var shown = some.stream().filter(Subscriber::isThere).toList();
            return ApiResponse.ok(Json.page(
                    shown, SubscribersResource::view, more ? some.get(limit - 1).id() : null));
        });
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        var id = id(request);
        return subscribers
                .find(id, parts.write(request.actor()))
                .publishOn(work)
                .map(subscriber -> answer(200, subscriber))
                .switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    private Mono<ApiResponse> put(ApiRequest request) {
        var id = id(request);
        var body = JsonBody.object(request.body());
        JsonBody.allow(body, Set.of("variables", "devices"));
        var variables = variables(body);
        var devices = devices(body);
        var condition = Precondition.of(request);
        var created = new AtomicBoolean();
        UnaryOperator<Subscriber> edit = before -> {
            condition.check(before.isThere() ? before.version() : 0);
            created.set(!before.isThere());
            return before.with(unmasked(variables, before.variables())).with(Set.copyOf(devices));
        };
        return checked(id, devices, request)
                .then(Mono.defer(() -> changed(id, edit, devices, parts.write(request.actor()))))
                .map(subscriber -> created.get()
                        ? answer(201, subscriber).with("Location", Router.BASE + ALL + "/" + id)
                        : answer(200, subscriber));
    }

    private static Map<String, Variable> variables(ObjectNode body) {
        var node = body.get("variables");
        if (node == null || node.isNull()) {
            return Map.of();
        }
        if (!(node instanceof ObjectNode object)) {
            throw Problem.body("/variables", "'variables' is an object of variables by name");
        }
        return VariablesResource.variables(object, "/variables", "a subscriber");
    }

    /** A secret that is sent as it is shown stays as it was: so what was read can be changed and written back. */
    private static Map<String, Variable> unmasked(Map<String, Variable> next, Map<String, Variable> before) {
        var all = new TreeMap<>(next);
        all.replaceAll((name, variable) -> {
            var was = before.get(name);
            return variable.secret() && variable.value().equals(Secrets.MASK) && was != null && was.secret()
                    ? was
                    : variable;
        });
        return all;
    }

    private static Set<DeviceId> devices(ObjectNode body) {
        var node = body.get("devices");
        if (node == null || node.isNull()) {
            return Set.of();
        }
        if (!(node instanceof ArrayNode array) || array.size() > MAX_DEVICES) {
            throw Problem.body("/devices", "'devices' is a list of at most " + MAX_DEVICES + " ids");
        }
        var devices = new LinkedHashSet<DeviceId>();
        for (int i = 0; i < array.size(); i++) {
            var item = array.get(i);
            if (!item.isString()
                    || item.stringValue().isEmpty()
                    || item.stringValue().length() > DeviceId.MAX_CHARS) {
                throw Problem.body("/devices/" + i, "the id of a device is expected");
            }
            devices.add(DeviceIds.of(item.stringValue()));
        }
        return devices;
    }

    /** Refuses the first device that is not known, unless it is to be registered, or another's. */
    private Mono<Void> checked(String id, Set<DeviceId> devices, ApiRequest request) {
        boolean register = request.query().flag("register");
        return Flux.fromIterable(devices)
                .concatMap(device -> assignable(id, device, register, request))
                .then();
    }

    private Mono<Void> assignable(String id, DeviceId device, boolean register, ApiRequest request) {
        return parts.store()
                .devices()
                .find(device)
                .publishOn(work)
                .switchIfEmpty(Mono.defer(() -> registered(device, register, request)))
                .doOnNext(known -> checkOthers(id, device, known.registration()))
                .then();
    }

    private Mono<KnownDevice> registered(DeviceId device, boolean register, ApiRequest request) {
        if (!register) {
            throw new Problem(
                            Problem.Type.INVALID_BODY,
                            "no device " + device + " is known; with register=true it is registered")
                    .with("device", device.value());
        }
        DeviceIds.checkForm(device, parts.scheme());
        return parts.store()
                .devices()
                .change(device, List.of(new Change.Register()), parts.write(request.actor()))
                .publishOn(work);
    }

    private static Problem refused(DeviceId device, String reason) {
        return new Problem(Problem.Type.CONFLICT, "device " + device + " cannot come to this subscriber: " + reason)
                .with("device", device.value());
    }

    private Mono<Subscriber> changed(String id, UnaryOperator<Subscriber> edit, Set<DeviceId> anew, Write write) {
        return subscribers.change(id, edit, anew, write).publishOn(work).map(changed -> {
            for (var device : anew) {
                // Others that change the subscriber at the same time may have found out first.
                if (!changed.subscriber().devices().contains(device)) {
                    throw refused(device, changed.refused().getOrDefault(device, TAKEN));
                }
            }
            return changed.subscriber();
        });
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        var id = id(request);
        var condition = Precondition.of(request);
        UnaryOperator<Subscriber> edit = before -> {
            if (!before.isThere()) {
                throw unknown(id);
            }
            condition.check(before.version());
            return before.gone();
        };
        return changed(id, edit, Set.of(), parts.write(request.actor())).map(gone -> ApiResponse.noContent());
    }

    private Mono<ApiResponse> assign(ApiRequest request) {
        var id = id(request);
        var device = DeviceIds.of(request.at("deviceId"));
        var condition = Precondition.of(request);
        boolean register = request.query().flag("register");
        return checked(id, Set.of(device), request)
                .then(Mono.defer(() -> assigned(id, device, register, condition, parts.write(request.actor()))))
                .map(subscriber -> ApiResponse.noContent());
    }

    /** Makes a device a subscriber's; one that is not there is made if that is wanted. */
    Mono<Subscriber> assigned(String id, DeviceId device, boolean create, Precondition condition, Write write) {
        UnaryOperator<Subscriber> edit = before -> {
            if (!before.isThere() && !create) {
                throw unknown(id);
            }
            condition.check(before.isThere() ? before.version() : 0);
            var devices = new TreeSet<>(before.devices());
            devices.add(device);
            if (devices.size() > MAX_DEVICES) {
                throw new Problem(Problem.Type.CONFLICT, "a subscriber has at most " + MAX_DEVICES + " devices");
            }
            return before.with(devices);
        };
        return parts.store()
                .devices()
                .registration(device)
                .publishOn(work)
                .doOnNext(registration -> checkOthers(id, device, registration))
                .then(Mono.defer(() -> changed(id, edit, Set.of(device), write)));
    }

    private static void checkOthers(String id, DeviceId device, Registration registration) {
        var retirement = registration.retirement();
        if (retirement != null) {
            throw refused(
                    device,
                    "it is retired, replaced by " + retirement.replacedBy().value());
        }
        var now = registration.subscriber();
        if (!now.isEmpty() && !now.equals(id)) {
            throw refused(device, "it belongs to subscriber " + now);
        }
    }

    private Mono<ApiResponse> release(ApiRequest request) {
        var id = id(request);
        var device = DeviceIds.of(request.at("deviceId"));
        var condition = Precondition.of(request);
        UnaryOperator<Subscriber> edit = before -> {
            if (!before.isThere()) {
                throw unknown(id);
            }
            if (!before.devices().contains(device)) {
                throw Problem.notFound("subscriber " + id + " has no device " + device);
            }
            condition.check(before.version());
            return without(before, device);
        };
        return changed(id, edit, Set.of(), parts.write(request.actor())).map(subscriber -> ApiResponse.noContent());
    }

    private static Subscriber without(Subscriber subscriber, DeviceId device) {
        var devices = new TreeSet<>(subscriber.devices());
        devices.remove(device);
        return subscriber.with(devices);
    }
}
