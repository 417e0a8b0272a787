package org.reactiveacs.api;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Rotation;
import org.reactiveacs.session.Rotations;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Loaded;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Has a device given other passwords in its next session, in the place of those that policies have it given. */
final class RotationResource {
    private final ApiParts parts;
    private final Scheduler work;
    private final Rotations rotations;

    RotationResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.rotations =
                new Rotations(parts.tools(), () -> parts.policies().now().aliases(), Duration.ZERO);
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/devices/{id}/credentials/rotate", Set.of(), this::rotate));
    }

    private Mono<ApiResponse> rotate(ApiRequest request) {
        var id = DeviceIds.of(request);
        var devices = parts.store().devices();
        return devices.find(id)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)))
                .flatMap(known -> parts.store().sessions().load(id).doOnNext(loaded -> check(known, loaded)))
                .then(Mono.defer(() -> devices.change(id, List.of(new Change.Rotate()), parts.write(request.actor()))))
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)))
                .map(known -> ApiResponse.json(202, view(known.registration().rotation())));
    }

    /** Nothing would come of it where no policy gives the device such a password. */
    private void check(KnownDevice known, Loaded loaded) {
        var head = known.head();
        if (known.isRetired()) {
            throw new Problem(
                    Problem.Type.CONFLICT, "device " + known.id() + " is retired: policies do nothing for it");
        }
        if (known.registration().isAway()) {
            throw new Problem(
                    Problem.Type.CONFLICT,
                    "device " + known.id() + " was handed over to another ACS: policies do nothing for it");
        }
        boolean isRotating = known.registration().isRotating();
        if (!isRotating
                && (head == null
                        || rotations
                                .taken(head, known.registration(), loaded.compliance())
                                .isEmpty())) {
            throw new Problem(
                    Problem.Type.CONFLICT,
                    "no policy has given the device a password that is derived for it (secrets.connreq, secrets.cwmp), or the device has not taken it");
        }
    }

    /** Of the passwords themselves nothing is shown. */
    static ObjectNode view(@Nullable Rotation rotation) {
        var json = Json.object();
        json.put("epoch", rotation == null ? 0 : rotation.epoch());
        json.put("rotatedAt", rotation == null ? null : rotation.at().toString());
        json.put("state", rotation == null || rotation.isConfirmed() ? "confirmed" : "pending");
        return json;
    }
}
