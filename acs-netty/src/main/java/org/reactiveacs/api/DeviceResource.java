package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.inventory.Replacements;
import org.reactiveacs.inventory.Subscribers;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Subscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** One device: what is known of it and what operators say of it. */
final class DeviceResource {
    private static final String DEVICE = "/devices/{id}";

    private final ApiParts parts;
    private final Scheduler work;
    private final DeviceStore devices;
    private final DeviceView view;
    private final Subscribers subscribers;
    private final Replacements replacements;
    private final Anomalies anomalies;

    DeviceResource(ApiParts parts, Scheduler work) {
        this.work = work;
        this.parts = parts;
        this.devices = parts.store().devices();
        this.anomalies = new Anomalies(parts.store());
        this.replacements = new Replacements(parts.store());
        this.subscribers = new Subscribers(parts.store());
        this.view = new DeviceView(parts.scheme());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", DEVICE, Set.of(), this::show),
                Route.of("PUT", DEVICE, Set.of(), this::register),
                Route.of("DELETE", DEVICE, Set.of(), this::delete),
                Route.of("PUT", DEVICE + "/tags/{tag}", Set.of(), request -> {
                    return change(request, new Change.Tag(tag(request)));
                }),
                Route.of("DELETE", DEVICE + "/tags/{tag}", Set.of(), request -> {
                    return change(request, new Change.Untag(tag(request)));
                }),
                Route.of("PUT", DEVICE + "/credentials", Set.of(), this::setCredentials),
                Route.of("POST", DEVICE + "/release", Set.of(), this::release),
                Route.of("GET", DEVICE + "/visits", Set.of(), this::visits));
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        var id = DeviceIds.of(request);
        return devices.find(id)
                .flatMap(device -> replacements.finish(device, parts.write(request.actor())))
                .zipWith(anomalies.of(id))
                .flatMap(found -> {
                    var all = AnomalyView.with(found.getT2(), found.getT1());
                    return anomalies.acknowledgements(all).publishOn(work).map(notes -> {
                        var json = view.of(found.getT1());
                        var items = json.putArray("anomalies");
                        all.forEach(anomaly -> items.add(AnomalyView.of(anomaly, notes)));
                        return ApiResponse.ok(json);
                    });
                })
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    private Mono<ApiResponse> register(ApiRequest request) {
        var id = DeviceIds.of(request);
        DeviceIds.checkForm(id, parts.scheme());
        var changes = RegistrationBody.changes(request.body());
        return devices.find(id)
                .hasElement()
                .flatMap(known -> devices.change(id, changes, parts.write(request.actor()))
                        .publishOn(work)
                        .map(device -> known
                                ? ApiResponse.ok(view.of(device))
                                : ApiResponse.json(201, view.of(device))
                                        .with("Location", Router.BASE + "/devices/" + id.value())));
    }

    private Mono<ApiResponse> delete(ApiRequest request) {
        var id = DeviceIds.of(request);
        var deleted = Mono.defer(() -> devices.delete(id, parts.write(request.actor())));
        return left(id, request).then(deleted).publishOn(work).map(there -> {
            if (!there) {
                throw DeviceIds.unknown(id);
            }
            return ApiResponse.noContent();
        });
    }

    /** A subscriber must not list a device that is not there: it goes from the subscriber first. */
    private Mono<Void> left(DeviceId id, ApiRequest request) {
        return devices.registration(id)
                .filter(registration -> registration.subscription() != null)
                .flatMap(registration -> subscribers.change(
                        registration.subscriber(), now -> without(now, id), Set.of(), parts.write(request.actor())))
                .then();
    }

    private static Subscriber without(Subscriber subscriber, DeviceId device) {
        if (!subscriber.devices().contains(device)) {
            return subscriber;
        }
        var devices = new TreeSet<>(subscriber.devices());
        devices.remove(device);
        return subscriber.with(devices);
    }

    private static String tag(ApiRequest request) {
        var tag = request.at("tag");
        var problem = Tags.problem(tag);
        if (problem != null) {
            throw Problem.parameter("tag", problem);
        }
        return tag;
    }

    private Mono<ApiResponse> setCredentials(ApiRequest request) {
        ObjectNode body = JsonBody.object(request.body());
        JsonBody.allow(body, Set.of("username", "password"));
        return change(request, new Change.SetCredential(RegistrationBody.credential(body, "")));
    }

    private Mono<ApiResponse> change(ApiRequest request, Change change) {
        var id = DeviceIds.of(request);
        return devices.change(id, List.of(change), parts.write(request.actor()))
                .publishOn(work)
                .map(device -> ApiResponse.noContent())
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    private Mono<ApiResponse> release(ApiRequest request) {
        var id = DeviceIds.of(request);
        return devices.change(id, List.of(new Change.Release()), parts.write(request.actor()))
                .publishOn(work)
                .map(device -> ApiResponse.ok(view.of(device)))
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    private Mono<ApiResponse> visits(ApiRequest request) {
        var id = DeviceIds.of(request);
        return devices.find(id)
                .map(device -> {
                    var head = device.head();
                    return ApiResponse.ok(Json.page(head == null ? List.of() : head.visits(), VisitView::of, null));
                })
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }
}
