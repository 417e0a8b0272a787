package org.reactiveacs.api;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Succession.Retirement;
import org.reactiveacs.inventory.Replacements;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Puts a device in the place of another. */
final class ReplaceResource {
    private final ApiParts parts;
    private final Scheduler work;
    private final Replacements replacements;

    ReplaceResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.replacements = new Replacements(parts.store());
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/devices/{id}/replace", Set.of(), this::replace));
    }

    private Mono<ApiResponse> replace(ApiRequest request) {
        var old = DeviceIds.of(request);
        var by = by(request, old);
        var given = TasksResource.key(request);
        var key = given == null ? "" : given;
        var write = parts.write(request.actor());
        var retirement = new Retirement(write.at(), write.actor().name(), by, key, false);
        return parts.store()
                .devices()
                .find(old)
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(old)))
                .doOnNext(known -> checkOld(known, by, key))
                .flatMap(known -> known.registration().retirement() != null
                        ? replacements.finish(known, write)
                        : checkedNew(known, by).then(Mono.defer(() -> replacements.replace(old, retirement, write))))
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(old)))
                // Another request may have been faster.
                .doOnNext(known -> checkDone(known, by))
                .map(known -> ApiResponse.ok(view(known)));
    }

    private static DeviceId by(ApiRequest request, DeviceId old) {
        var body = JsonBody.object(request.body());
        JsonBody.allow(body, Set.of("by"));
        var text = JsonBody.text(body, "by", "");
        if (text == null || text.isBlank() || text.length() > DeviceId.MAX_CHARS) {
            throw Problem.body("/by", "'by' is the id of the device that comes in its place");
        }
        var by = DeviceIds.of(text);
        if (by.equals(old)) {
            throw Problem.body("/by", "a device cannot come in its own place");
        }
        return by;
    }

    /** A device is retired once; the same order may come again while its key says so, or while not all is moved. */
    private static void checkOld(KnownDevice old, DeviceId by, String key) {
        var retirement = old.registration().retirement();
        if (retirement == null) {
            return;
        }
        boolean isKnownKey = !key.isEmpty() && key.equals(retirement.key());
        boolean isSame = retirement.replacedBy().equals(by);
        if (isKnownKey && !isSame) {
            throw new Problem(
                            Problem.Type.KEY_REUSED,
                            "this " + TasksResource.KEY + " came with "
                                    + retirement.replacedBy().value()
                                    + " in the place of the device; a new order needs a new key")
                    .with("parameter", TasksResource.KEY);
        }
        if (!isSame || retirement.isMoved() && !isKnownKey) {
            throw retired(old.id(), retirement);
        }
    }

    private static Problem retired(DeviceId device, Retirement retirement) {
        return new Problem(
                        Problem.Type.CONFLICT,
                        "device " + device + " is retired since " + retirement.at() + ", replaced by "
                                + retirement.replacedBy())
                .with("device", device.value());
    }

    private Mono<Void> checkedNew(KnownDevice old, DeviceId by) {
        return parts.store()
                .devices()
                .find(by)
                .publishOn(work)
                .doOnNext(known -> checkNew(known, old))
                .switchIfEmpty(Mono.fromRunnable(() -> checkForm(by)))
                .then();
    }

    private void checkForm(DeviceId by) {
        try {
            DeviceIds.checkForm(by, parts.scheme());
        } catch (Problem e) {
            throw Problem.body("/by", String.valueOf(e.getMessage()));
        }
    }

    private static void checkNew(KnownDevice next, KnownDevice old) {
        var retirement = next.registration().retirement();
        if (retirement != null) {
            throw retired(next.id(), retirement);
        }
        var its = next.registration().subscriber();
        var wanted = old.registration().subscriber();
        if (!wanted.isEmpty() && !its.isEmpty() && !its.equals(wanted)) {
            throw new Problem(
                            Problem.Type.CONFLICT,
                            "device " + next.id() + " belongs to subscriber " + its
                                    + ", and the one in whose place it is " + "to come to " + wanted)
                    .with("device", next.id().value());
        }
    }

    private static void checkDone(KnownDevice old, DeviceId by) {
        var retirement = old.registration().retirement();
        if (retirement == null || !retirement.replacedBy().equals(by)) {
            throw new Problem(Problem.Type.CONFLICT, "somebody else has changed it just now");
        }
    }

    private static ObjectNode view(KnownDevice old) {
        var view = Json.object().put("id", old.id().value());
        view.set("retired", retirement(Objects.requireNonNull(old.registration().retirement())));
        // Files that devices upload go to servers of the operator: none is kept here.
        return view.put("configuration", "none");
    }

    /** When and by whom a device was retired. */
    static ObjectNode retirement(Retirement retirement) {
        return Json.object()
                .put("at", retirement.at().toString())
                .put("by", retirement.by())
                .put("replacedBy", retirement.replacedBy().value());
    }
}
