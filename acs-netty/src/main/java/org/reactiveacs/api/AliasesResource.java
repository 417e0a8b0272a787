package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.library.AliasDocument;
import org.reactiveacs.policy.document.Source;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Names that stand for parameters: what operators add to those that everybody has. */
final class AliasesResource {
    private static final String ALIASES = "/aliases";

    private final ApiParts parts;
    private final Scheduler work;
    private final AliasDocument aliases;

    AliasesResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.aliases = parts.policies().written().aliases();
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ALIASES, Set.of(), request -> show()),
                Route.of("PUT", ALIASES, Set.of(), this::put).takingYaml());
    }

    private Mono<ApiResponse> show() {
        return aliases.get().zipWith(aliases.all()).publishOn(work).map(both -> {
            var view = Json.object();
            view.set("names", Json.texts(both.getT2().names()));
            view.set("own", Source.read(both.getT1().json(), Source.Form.JSON).root());
            return ApiResponse.ok(view)
                    .with("ETag", Precondition.tag(both.getT1().version()));
        });
    }

    private Mono<ApiResponse> put(ApiRequest request) {
        var source = PolicyDocuments.source(request);
        var condition = Precondition.of(request);
        return aliases.get().publishOn(work).flatMap(before -> {
            condition.check(before.version());
            if (source.root().isEmpty() && before.version() == 0) {
                return show();
            }
            return written(source, before.version(), request)
                    .flatMap(now -> now == 0
                            ? Mono.error(Precondition.failed("somebody else has changed it just now"))
                            : parts.policies().look().then(show()));
        });
    }

    private Mono<Long> written(Source source, long version, ApiRequest request) {
        try {
            return aliases.put(source.root().isEmpty() ? null : source, version, parts.write(request.actor()));
        } catch (IllegalArgumentException e) {
            throw Problem.body("", String.valueOf(e.getMessage()));
        }
    }
}
