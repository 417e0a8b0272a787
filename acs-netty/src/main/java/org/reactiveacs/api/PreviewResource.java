package org.reactiveacs.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.library.Policies;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** What policies would do, and what they did: nothing of this sends anything. */
final class PreviewResource {
    private static final String PREVIEW = "/policies/preview";
    private static final String DEVICE = "/devices/{id}/policies";
    private static final String UNNAMED = "preview";
    private static final int MOST_SAMPLED = 100;
    private static final int SAMPLED = 20;
    private static final int AT_ONCE = 4;

    private final ApiParts parts;
    private final Scheduler work;
    private final Policies policies;
    private final Comparison comparison;

    PreviewResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.policies = parts.policies().written();
        this.comparison = new Comparison(parts);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", PREVIEW, Set.of(), this::preview), Route.of("GET", DEVICE, Set.of(), this::ofDevice));
    }

    private Mono<ApiResponse> ofDevice(ApiRequest request) {
        var id = DeviceIds.of(request);
        return parts.store()
                .devices()
                .find(id)
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)))
                .flatMap(known -> compared(known, parts.policies().now()))
                .map(ApiResponse::ok);
    }

    private Mono<ObjectNode> compared(KnownDevice known, PolicySet set) {
        var head = known.head();
        if (head == null) {
            return Mono.just(Json.object().put("device", known.id().value()).put("hasCalled", false));
        }
        return comparison.of(known, head, set).publishOn(work).map(result -> {
            var settled = head.standing().settled();
            var view = Json.object().put("device", known.id().value()).put("hasCalled", true);
            view.set("policies", Json.texts(result.matched()));
            view.put("lastState", settled.state().word());
            view.put("recheckAt", Json.text(settled.recheckAt()));
            view.set("next", PlanView.of(result.plan()));
            return view;
        });
    }

    /**
     * What is asked for.
     *
     * @param policy null to look at the policies as they are
     * @param device null for those that match
     * @param filter null for all
     */
    private record Order(
            @Nullable Policy policy,
            @Nullable DeviceId device,
            @Nullable DeviceFilter filter,
            int sample) {}

    private Mono<ApiResponse> preview(ApiRequest request) {
        var body = JsonBody.object(request.body());
        JsonBody.allow(body, Set.of("policy", "device", "filter", "sample"));
        return policy(body).publishOn(work).flatMap(policy -> preview(order(body, policy.orElse(null))));
    }

    private Mono<ApiResponse> preview(Order order) {
        return policies.setWith(order.policy()).publishOn(work).flatMap(set -> {
            var device = order.device();
            if (device != null) {
                return parts.store()
                        .devices()
                        .find(device)
                        .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(device)))
                        .flatMap(known -> compared(known, set))
                        .map(one -> answer(List.of(one), order, null));
            }
            return sample(order, set);
        });
    }

    private Mono<ApiResponse> sample(Order order, PolicySet set) {
        var filter = order.filter();
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT,
                filter == null ? new DeviceFilter.All() : filter,
                DeviceQuery.Sort.ID,
                false,
                order.sample(),
                null,
                true);
        return Mono.fromFuture(() -> parts.store().devices().search(query).toFuture(), true)
                .publishOn(work)
                .flatMap(page -> Flux.fromIterable(page.items())
                        .flatMapSequential(known -> compared(known, set), AT_ONCE)
                        .collectList()
                        .map(all -> answer(all, order, page.count())));
    }

    private static ApiResponse answer(List<ObjectNode> compared, Order order, @Nullable Long total) {
        var policy = order.policy();
        long matching = compared.stream()
                .filter(one -> policy == null
                        || one.path("policies")
                                .valueStream()
                                .anyMatch(name -> name.asString().equals(policy.name())))
                .count();
        var answer = Json.object().put("sampled", compared.size()).put("matching", matching);
        if (total != null) {
            answer.put("devices", total);
        }
        var items = answer.putArray("items");
        compared.forEach(items::add);
        return ApiResponse.ok(answer);
    }

    private Order order(ObjectNode body, @Nullable Policy policy) {
        var device = JsonBody.text(body, "device", "");
        var filter = JsonBody.text(body, "filter", "");
        if (device != null && filter != null) {
            throw Problem.body("/filter", "either a device or a filter is expected, not both");
        }
        var sample = body.get("sample");
        if (sample != null && (!sample.isInt() || sample.intValue() < 1 || sample.intValue() > MOST_SAMPLED)) {
            throw Problem.body("/sample", "'sample' is a whole number from 1 to " + MOST_SAMPLED);
        }
        return new Order(
                policy,
                device == null ? null : DeviceIds.of(device),
                filter == null ? null : filter(filter),
                sample == null ? SAMPLED : sample.intValue());
    }

    private Mono<Optional<Policy>> policy(ObjectNode body) {
        var node = body.get("policy");
        if (node == null || node.isNull()) {
            return Mono.just(Optional.empty());
        }
        var named = node.path("name").asString("");
        var source = Source.read(node.toString(), Source.Form.JSON);
        return policies.read(PolicyReader.isName(named) ? named : UNNAMED, source)
                .map(Optional::of)
                // Places in the policy are none in the body.
                .onErrorMap(
                        DocumentException.class,
                        e -> Problem.body(
                                "/policy" + e.problems().get(0).pointer(),
                                e.problems().get(0).text()));
    }

    private DeviceFilter filter(String text) {
        try {
            return FilterParser.parse(text, parts.now(), parts.names());
        } catch (FilterSyntaxException e) {
            throw new Problem(Problem.Type.INVALID_FILTER, String.valueOf(e.getMessage()))
                    .with("pointer", "/filter")
                    .with("position", e.position());
        }
    }
}
