package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.campaign.Campaign;
import org.reactiveacs.campaign.Campaigns;
import org.reactiveacs.campaign.Entry;
import org.reactiveacs.campaign.Stage;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** What a campaign made of each device: a page at a time, or all as a table. */
final class CampaignDevicesResource {
    private static final String CSV_TYPE = "text/csv";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,3})\\.(\\d{1,9})");
    /** About ten kilobytes. */
    private static final int LINES_AT_ONCE = 100;

    private static final List<String> COLUMNS =
            List.of("device", "stage", "since", "reason", "formerVersion", "attempts");
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvWriteFeature.ALWAYS_QUOTE_STRINGS).build();

    private final Scheduler work;
    private final Campaigns campaigns;

    CampaignDevicesResource(ApiParts parts, Scheduler work) {
        this.work = work;
        this.campaigns = new Campaigns(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", CampaignsResource.ONE + "/devices", Set.of("stage", "limit", "cursor"), this::list),
                new Route("GET", CampaignsResource.ONE + "/report", Set.of(), CSV_TYPE, Set.of(), this::report));
    }

    /** A device of a campaign, and where it stands: the partition and its number there. */
    private record Found(int partition, int index, DeviceId device, Entry entry) {
        String cursor() {
            return partition + "." + index;
        }
    }

    private Mono<Campaign> campaign(ApiRequest request) {
        return campaigns.get(request.at("name")).switchIfEmpty(Mono.error(() -> CampaignsResource.unknown(request)));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        var stage = stage(request.query().get("stage"));
        int limit = (int) request.query().number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        int[] from = from(request.query().get("cursor"));
        return campaign(request)
                .flatMapMany(campaign -> Flux.range(from[0], Partitions.COUNT - from[0])
                        .concatMap(partition -> devices(campaign, partition), 1))
                .filter(found -> found.partition() > from[0] || found.index() >= from[1])
                .filter(found -> stage == null || found.entry().stage() == stage)
                .take(limit + 1L)
                .collectList()
                .publishOn(work)
                .map(found -> {
                    var next = found.size() > limit ? found.get(limit).cursor() : null;
                    var page = found.subList(0, Math.min(limit, found.size()));
                    return ApiResponse.ok(Json.page(page, one -> CampaignView.device(one.device(), one.entry()), next));
                });
    }

    private static @Nullable Stage stage(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.parameter(
                        "stage",
                        "'stage' is one of "
                                + Arrays.stream(Stage.values()).map(Stage::word).collect(Collectors.joining(", "))
                                + ", not '" + word + "'"));
    }

    private static int[] from(@Nullable String cursor) {
        if (cursor == null) {
            return new int[] {0, 0};
        }
        var matcher = CURSOR.matcher(cursor);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= Partitions.COUNT) {
            throw Problem.parameter("cursor", "'" + cursor + "' is no cursor that a page of these devices gave");
        }
        return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
    }

    private Flux<Found> devices(Campaign campaign, int partition) {
        return campaigns
                .roster(campaign, partition)
                .zipWhen(roster -> campaigns
                        .share(campaign, partition)
                        .map(share -> share.entries())
                        .defaultIfEmpty(List.of()))
                .flatMapIterable(both -> {
                    var roster = both.getT1();
                    var entries = both.getT2();
                    var found = new ArrayList<Found>(roster.size());
                    for (int i = 0; i < roster.size(); i++) {
                        found.add(new Found(
                                partition, i, roster.get(i), i < entries.size() ? entries.get(i) : Entry.WAITING));
                    }
                    return found;
                });
    }

    private Mono<ApiResponse> report(ApiRequest request) {
        return campaign(request).map(campaign -> ApiResponse.streamed(CSV_TYPE, table(campaign)));
    }

    /** Some lines at a time, each partition read when the client has taken what was before it. */
    private Flux<byte[]> table(Campaign campaign) {
        var devices = Flux.range(0, Partitions.COUNT)
                .concatMap(partition -> devices(campaign, partition), 0)
                .map(CampaignDevicesResource::row);
        return Flux.concat(Flux.just(COLUMNS), devices)
                .buffer(LINES_AT_ONCE)
                .publishOn(work, 1)
                .map(lines -> CSV.writeValueAsString(lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> row(Found found) {
        var view = CampaignView.device(found.device(), found.entry());
        return COLUMNS.stream()
                .map(column -> cell(view.path(column).asString("")))
                .toList();
    }

    /** What a spreadsheet would take for a formula is made a text: devices and their versions say what they like. */
    private static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
