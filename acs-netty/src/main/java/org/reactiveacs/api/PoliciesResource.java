package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.library.Policies;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.library.PolicyDocument;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.Source;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Policies: what must hold at which devices. */
final class PoliciesResource {
    private static final String ALL = "/policies";
    private static final String ONE = ALL + "/{name}";

    /** Rounds in which others may write the same policy between our reading and writing. */
    private static final int MAX_ROUNDS = 16;

    private final ApiParts parts;
    private final Scheduler work;
    private final PoliciesInForce inForce;
    private final Policies policies;

    PoliciesResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.inForce = parts.policies();
        this.policies = inForce.written();
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ALL, Set.of(), this::list),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("PUT", ONE, Set.of(), this::put).takingYaml(),
                Route.of("DELETE", ONE, Set.of(), this::remove),
                Route.of("GET", ONE + "/revisions", Set.of(), this::revisions));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return policies.all().publishOn(work).map(all -> ApiResponse.ok(Json.page(all, this::item, null)));
    }

    private ObjectNode item(PolicyDocument document) {
        var item = PolicyDocuments.revision(document);
        var broken = inForce.now().broken().get(document.name());
        if (broken != null) {
            item.put("problem", broken);
        }
        return item;
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return policies.get(request.at("name"))
                .publishOn(work)
                .map(document -> PolicyDocuments.answer(200, document))
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private static Problem unknown(ApiRequest request) {
        return Problem.notFound("no policy is called " + request.at("name"));
    }

    private Mono<ApiResponse> put(ApiRequest request) {
        var name = request.at("name");
        var source = PolicyDocuments.source(request);
        return policies.read(name, source)
                .onErrorMap(DocumentException.class, e -> PolicyDocuments.problem(e, Problem.Type.INVALID_BODY))
                .publishOn(work)
                .flatMap(policy -> put(request, source, 0));
    }

    private Mono<ApiResponse> put(ApiRequest request, Source source, int round) {
        var name = request.at("name");
        var condition = Precondition.of(request);
        var write = parts.write(request.actor());
        return versionOf(name).publishOn(work).flatMap(version -> {
            condition.check(version);
            return policies.put(name, source, version, write)
                    .flatMap(now -> now == 0
                            ? again(condition, round).then(put(request, source, round + 1))
                            : inForce.look()
                                    .then(policies.get(name))
                                    .publishOn(work)
                                    .map(document -> PolicyDocuments.answer(version == 0 ? 201 : 200, document))
                                    .map(answer -> version == 0
                                            ? answer.with("Location", Router.BASE + ALL + "/" + name)
                                            : answer));
        });
    }

    private Mono<Long> versionOf(String name) {
        return policies.get(name).map(PolicyDocument::version).defaultIfEmpty(0L);
    }

    /** Somebody else was faster: who named a version has lost, who did not writes over it. */
    private static Mono<Void> again(Precondition condition, int round) {
        return condition.isNone() && round < MAX_ROUNDS
                ? Mono.empty()
                : Mono.error(() -> Precondition.failed("somebody else has changed it just now"));
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        return remove(request, 0);
    }

    private Mono<ApiResponse> remove(ApiRequest request, int round) {
        var name = request.at("name");
        var condition = Precondition.of(request);
        return versionOf(name).publishOn(work).flatMap(version -> {
            if (version == 0) {
                throw unknown(request);
            }
            condition.check(version);
            return policies.remove(name, version, parts.write(request.actor()))
                    .flatMap(now -> now == 0
                            ? again(condition, round).then(remove(request, round + 1))
                            : inForce.look().thenReturn(ApiResponse.noContent()));
        });
    }

    private Mono<ApiResponse> revisions(ApiRequest request) {
        return policies.revisions(request.at("name")).publishOn(work).map(all -> {
            if (all.isEmpty()) {
                throw unknown(request);
            }
            return ApiResponse.ok(Json.page(all, PolicyDocuments::revision, null));
        });
    }
}
