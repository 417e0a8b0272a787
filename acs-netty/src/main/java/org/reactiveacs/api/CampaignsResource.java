package org.reactiveacs.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.CampaignReader;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Course;
import org.reactiveacs.campaign.Steering;
import org.reactiveacs.campaign.Sums;
import org.reactiveacs.campaign.Verb;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Campaigns: what is rolled out to which devices in which waves, and what operators order of it. */
final class CampaignsResource {
    private static final String ALL = "/campaigns";
    static final String ONE = ALL + "/{name}";

    /** Each is looked at once a second by every node. */
    private static final int MOST = 500;

    /** Rounds in which others may write the same campaign between our reading and writing. */
    private static final int MAX_ROUNDS = 16;

    private final ApiParts parts;
    private final Scheduler work;
    private final Campaigns campaigns;
    private final CampaignReader reader = new CampaignReader(new Expressions());

    CampaignsResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.campaigns = new Campaigns(parts.store());
    }

    List<Route> routes() {
        var routes = new ArrayList<>(List.of(
                Route.of("GET", ALL, Set.of(), this::list),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("PUT", ONE, Set.of(), this::put).takingYaml(),
                Route.of("DELETE", ONE, Set.of(), this::remove)));
        for (var verb : Verb.values()) {
            routes.add(Route.of("POST", ONE + "/" + word(verb), Set.of(), request -> order(request, verb, 0)));
        }
        return routes;
    }

    /** How an order is called in paths and answers. */
    static String word(Verb verb) {
        return verb == Verb.RETRY ? "retry-failed" : verb.name().toLowerCase(Locale.ROOT);
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return campaigns
                .all()
                .flatMapIterable(all -> all)
                .concatMap(this::view)
                .collectList()
                .publishOn(work)
                .map(all -> ApiResponse.ok(Json.page(all, view -> view, null)));
    }

    private Mono<ObjectNode> view(Campaign campaign) {
        return campaigns
                .course(campaign)
                .zipWith(
                        campaigns.tallies(campaign),
                        (course, tallies) -> CampaignView.of(campaign, course, Sums.of(tallies, course.pass())));
    }

    private Mono<ApiResponse> answer(int status, String name) {
        return campaigns
                .get(name)
                .flatMap(campaign -> view(campaign)
                        .publishOn(work)
                        .map(view ->
                                ApiResponse.json(status, view).with("ETag", Precondition.tag(campaign.version()))));
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return answer(200, request.at("name")).switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    static Problem unknown(ApiRequest request) {
        return Problem.notFound("no campaign is called " + request.at("name"));
    }

    private Mono<ApiResponse> put(ApiRequest request) {
        var source = PolicyDocuments.source(request);
        try {
            reader.read(request.at("name"), source, parts.names());
        } catch (DocumentException e) {
            throw PolicyDocuments.problem(e, Problem.Type.INVALID_BODY);
        }
        return campaigns.all().publishOn(work).flatMap(all -> {
            var name = request.at("name");
            if (all.size() >= MOST && all.stream().noneMatch(one -> one.name().equals(name))) {
                throw new Problem(
                        Problem.Type.QUEUE_FULL,
                        "there are " + MOST + " campaigns already; delete those that are over");
            }
            return put(request, source, 0);
        });
    }

    private Mono<ApiResponse> put(ApiRequest request, Source source, int round) {
        var name = request.at("name");
        var condition = Precondition.of(request);
        var write = parts.write(request.actor());
        var fresh = new Campaign(
                name, 0, parts.ids().next(), write.at(), write.actor().name(), "{}", List.of());
        return campaigns.get(name).defaultIfEmpty(fresh).publishOn(work).flatMap(there -> {
            condition.check(there.version());
            if (there.isStarted()) {
                throw new Problem(
                        Problem.Type.CONFLICT,
                        "the campaign was started, and stays what it is; write another one, or delete it when it is over");
            }
            var json = source.root().toString();
            var next = new Campaign(
                    name, there.version(), there.id(), write.at(), write.actor().name(), json, List.of());
            return campaigns
                    .put(next, write)
                    .flatMap(now -> now == 0
                            ? again(condition, round).then(put(request, source, round + 1))
                            : answer(there.version() == 0 ? 201 : 200, name)
                                    .map(answer -> there.version() == 0
                                            ? answer.with("Location", Router.BASE + ALL + "/" + name)
                                            : answer));
        });
    }

    /** Somebody else was faster: who named a version has lost, who did not tries again. */
    private static Mono<Void> again(Precondition condition, int round) {
        return condition.isNone() && round < MAX_ROUNDS
                ? Mono.empty()
                : Mono.error(() -> Precondition.failed("somebody else has changed it just now"));
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        return remove(request, 0);
    }

    private Mono<ApiResponse> remove(ApiRequest request, int round) {
        var condition = Precondition.of(request);
        return campaigns
                .get(request.at("name"))
                .switchIfEmpty(Mono.error(() -> unknown(request)))
                .flatMap(campaign -> campaigns.course(campaign).publishOn(work).flatMap(course -> {
                    condition.check(campaign.version());
                    refuseWhileUnderWay(campaign, course);
                    return campaigns
                            .remove(campaign, parts.write(request.actor()))
                            .flatMap(now -> now == 0
                                    ? again(condition, round).then(remove(request, round + 1))
                                    : Mono.just(ApiResponse.noContent()));
                }));
    }

    private static void refuseWhileUnderWay(Campaign campaign, Course course) {
        if (campaign.isStarted() && !course.over()) {
            throw new Problem(
                    Problem.Type.CONFLICT,
                    "the campaign is " + course.state().word().replace('_', ' ')
                            + ", and not over with all of its devices; abort it, and delete it when no device is in flight");
        }
    }

    private Mono<ApiResponse> order(ApiRequest request, Verb verb, int round) {
        var condition = Precondition.of(request);
        return campaigns
                .get(request.at("name"))
                .switchIfEmpty(Mono.error(() -> unknown(request)))
                .flatMap(campaign -> campaigns.course(campaign).publishOn(work).flatMap(course -> {
                    condition.check(campaign.version());
                    var problem = Steering.problem(course, verb);
                    if (problem != null) {
                        throw new Problem(Problem.Type.CONFLICT, problem);
                    }
                    return campaigns
                            .order(campaign, verb, parts.write(request.actor()))
                            .flatMap(now -> now == 0
                                    ? again(condition, round).then(order(request, verb, round + 1))
                                    : answer(200, campaign.name()));
                }));
    }
}
