package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Settled;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SearchPosition;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterMatcher;
import org.reactiveacs.store.filter.KnownCandidate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Searches the fleet, over all partitions at once. A filter that names one serial number, MAC, IP address, subscriber or tag,
 * or asks for silent devices, asks the index for them; any other goes through the devices in the order that was asked for.
 */
final class FleetSearch {

    /**
     * Devices of a partition that one value may name. Where it names more, as a tag of half the fleet does or the address of a
     * proxy that all devices call through, they are gone through in order.
     */
    static final int SAME_VALUE = 64;

    private static final int PARALLEL = 64;

    private final Around around;
    private final DeviceBatch batch;

    FleetSearch(Around around, Trees trees) {
        this.around = around;
        this.batch = new DeviceBatch(around, trees);
    }

    Mono<DeviceStore.Page> page(DeviceQuery query) {
        return Mono.defer(() -> {
            var after = query.cursor() == null ? null : SearchPosition.of(query.cursor(), query.tenant());
            var named = named(query.filter());
            return named == null
                    ? walk(query, after)
                    : ids(named, query)
                            .collectList()
                            .flatMap(ids -> found(ids, query, after))
                            .onErrorResume(TooMany.class, e -> walk(query, after));
        });
    }

    private Mono<DeviceStore.Page> walk(DeviceQuery query, @Nullable SearchPosition after) {
        return new FleetWalk(around.link(), batch, query, after).page();
    }

    /** One value names more devices than are read at once. */
    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super(null, null, false, false);
        }
    }

    /** A term that few devices fulfil and that all which are meant must; null when there is none. */
    private static @Nullable DeviceFilter named(DeviceFilter filter) {
        var field = named(filter, FleetSearch::isNamed);
        // Those of a tag, of a state and silent ones may be many: a field tells sooner.
        return field != null ? field : named(filter, FleetSearch::isMarked);
    }

    private static @Nullable DeviceFilter named(DeviceFilter filter, Predicate<DeviceFilter> names) {
        if (filter instanceof DeviceFilter.And and) {
            for (var term : and.terms()) {
                var found = named(term, names);
                if (found != null) {
                    return found;
                }
            }
        }
        return names.test(filter) ? filter : null;
    }

    private static boolean isNamed(DeviceFilter filter) {
        if (filter instanceof DeviceFilter.FieldIs is && is.comparison() == DeviceFilter.Comparison.EQUAL) {
            return switch (is.field()) {
                case ID, SERIAL, MAC, IP, SUBSCRIBER -> !is.value().isEmpty();
                default -> false;
            };
        }
        return false;
    }

    private static boolean isMarked(DeviceFilter filter) {
        return filter instanceof DeviceFilter.HasTag
                || filter instanceof DeviceFilter.Silent silent && silent.silent()
                || filter instanceof DeviceFilter.FieldIs is
                        && is.comparison() == DeviceFilter.Comparison.EQUAL
                        && is.field() == DeviceFilter.Field.POLICIES
                        && standing(is.value()) != Settled.State.NONE;
    }

    /** The state of this name, {@link Settled.State#NONE} if none is called so. */
    private static Settled.State standing(String word) {
        return Arrays.stream(Settled.State.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElse(Settled.State.NONE);
    }

    private Mono<DeviceStore.Page> found(List<DeviceId> ids, DeviceQuery query, @Nullable SearchPosition after) {
        Comparator<SearchPosition> order = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return batch.read(ids, KnownCandidate.needsTree(query.filter())).map(devices -> {
            var all = devices.values().stream()
                    .filter(device -> FilterMatcher.matches(query.filter(), device))
                    .map(device -> position(device, query.sort()))
                    .sorted(order)
                    .toList();
            var rest = all.stream()
                    .filter(position -> after == null || order.compare(position, after) > 0)
                    .toList();
            var shown = rest.subList(0, Math.min(rest.size(), query.limit()));
            return new DeviceStore.Page(
                    shown.stream()
                            .map(position -> Objects.requireNonNull(devices.get(position.id()))
                                    .known())
                            .toList(),
                    rest.size() > shown.size() ? shown.get(shown.size() - 1).cursor() : null,
                    query.count() ? (long) all.size() : null);
        });
    }

    private Flux<DeviceId> ids(DeviceFilter named, DeviceQuery query) {
        if (named instanceof DeviceFilter.HasTag has) {
            return ids(IndexEntries.entry(IndexEntries.TAG, has.tag()), query);
        }
        if (!(named instanceof DeviceFilter.FieldIs is)) {
            return ids(IndexEntries.entry(IndexEntries.SILENT, ""), query);
        }
        return switch (is.field()) {
            case ID ->
                Flux.just(new DeviceId(query.tenant(), is.value()))
                        .filter(id -> query.partition() == null || Partitions.of(id) == query.partition());
            case SERIAL -> ids(IndexEntries.entry(IndexEntries.SERIAL, is.value()), query);
            case MAC -> ids(IndexEntries.entry(IndexEntries.MAC, is.value()), query);
            case POLICIES -> ids(IndexEntries.policies(standing(is.value())), query);
            case SUBSCRIBER -> ids(IndexEntries.SUBSCRIBER + is.value(), query);
            default -> ids(IndexEntries.entry(IndexEntries.PEER, is.value()), query);
        };
    }

    private Flux<DeviceId> ids(String entry, DeviceQuery query) {
        var range = Range.create(Shared.bytes(entry + "\0"), Shared.bytes(entry + "\1"));
        return Flux.fromStream(query.partitions().boxed())
                .flatMap(
                        partition -> around.link()
                                .ask(commands -> commands.zrangebylex(
                                        Keys.of(partition).index(), range, Limit.from(SAME_VALUE + 1)))
                                .flatMapIterable(members -> {
                                    if (members.size() > SAME_VALUE) {
                                        throw new TooMany();
                                    }
                                    return members;
                                }),
                        PARALLEL)
                .map(member -> Shared.text(member))
                .map(member -> Keys.device(member.substring(member.indexOf('\0') + 1)))
                .filter(id -> id.tenant().equals(query.tenant()));
    }

    private SearchPosition position(KnownCandidate device, DeviceQuery.Sort sort) {
        var last = device.lastInform();
        var key = switch (sort) {
            case ID -> "";
            case SERIAL_NUMBER -> first(device.field(DeviceFilter.Field.SERIAL));
            case SOFTWARE_VERSION -> first(device.field(DeviceFilter.Field.SOFTWARE));
            case LAST_INFORM -> SearchPosition.lastInformKey(last == null ? 0 : last.toEpochMilli());
        };
        return new SearchPosition(key, device.known().id());
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }
}
