package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks a device to call, and says what became of it. */
final class ConnectionRequestResource {
    private final ApiParts parts;
    private final Scheduler work;

    ConnectionRequestResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/devices/{id}/connection-request", Set.of(), this::wake));
    }

    private Mono<ApiResponse> wake(ApiRequest request) {
        var device = DeviceIds.of(request);
        return parts.wake()
                .wake(device, Wake.Urgency.WAITED_FOR)
                .publishOn(work)
                .map(outcome -> {
                    if (outcome.result() == Result.UNKNOWN_DEVICE) {
                        throw DeviceIds.unknown(device);
                    }
                    return answer(outcome);
                });
    }

    private static ApiResponse answer(WakeOutcome outcome) {
        if (outcome.result() == Result.QUEUE_FULL) {
            throw new Problem(Problem.Type.QUEUE_FULL, outcome.reason()).withHeader("Retry-After", "5");
        }
        return ApiResponse.ok(WakeView.of(outcome));
    }
}
