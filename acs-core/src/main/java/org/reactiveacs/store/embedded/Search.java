package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SearchPosition;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterMatcher;
import org.reactiveacs.store.filter.KnownCandidate;

/**
 * Searches the fleet: the index answers what it can, heads and trees are read only for devices of which it cannot tell.
 * A page is found in one pass with as many devices in hand as it holds.
 */
final class Search {

    private final Records records;

    Search(Records records) {
        this.records = records;
    }

    DeviceStore.Page page(DeviceQuery query) {
        var keyOf = keyOf(query.sort());
        Comparator<SearchPosition> order = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        var after = query.cursor() == null ? null : SearchPosition.of(query.cursor(), query.tenant());
        var best = new PriorityQueue<SearchPosition>(query.limit() + 2, order.reversed());
        long count = 0;
        boolean inOrder = query.sort() == DeviceQuery.Sort.ID && !query.descending() && !query.count();
        var from = inOrder && after != null ? after.id() : null;
        for (var entry : records.index().inOrder(query.partition(), from)) {
            if (!entry.id().tenant().equals(query.tenant())) {
                continue;
            }
            if (inOrder && best.size() > query.limit()) {
                break;
            }
            var position = new SearchPosition(keyOf.apply(entry), entry.id());
            boolean fits = (after == null || order.compare(position, after) > 0)
                    && (best.size() <= query.limit()
                            || order.compare(position, Objects.requireNonNull(best.peek())) < 0);
            if (!fits && !query.count()) {
                continue;
            }
            if (FilterMatcher.matches(query.filter(), new Indexed(entry))) {
                count++;
                if (fits) {
                    best.add(position);
                    if (best.size() > query.limit() + 1) {
                        best.poll();
                    }
                }
            }
        }
        return page(best.stream().sorted(order).toList(), query, query.count() ? count : null);
    }

    private DeviceStore.Page page(List<SearchPosition> found, DeviceQuery query, @Nullable Long count) {
        boolean more = found.size() > query.limit();
        var shown = more ? found.subList(0, query.limit()) : found;
        var items = new ArrayList<org.reactiveacs.device.KnownDevice>(shown.size());
        for (var position : shown) {
            var device = records.find(position.id());
            if (device != null) {
                items.add(device);
            }
        }
        return new DeviceStore.Page(items, more ? shown.get(shown.size() - 1).cursor() : null, count);
    }

    private static Function<FleetIndex.Entry, String> keyOf(DeviceQuery.Sort sort) {
        return switch (sort) {
            case ID -> entry -> "";
            case SERIAL_NUMBER -> entry -> entry.identity().serialNumber();
            case SOFTWARE_VERSION -> FleetIndex.Entry::software;
            case LAST_INFORM ->
                entry -> entry.lastInform() == null
                        ? ""
                        : SearchPosition.lastInformKey(entry.lastInform().toEpochMilli());
        };
    }

    /** A device as the index knows it, with head and tree read when they are asked for. */
    private final class Indexed implements FilterMatcher.Candidate {
        private final FleetIndex.Entry entry;
        private @Nullable ParameterTree tree;

        Indexed(FleetIndex.Entry entry) {
            this.entry = entry;
        }

        @Override
        public List<String> field(DeviceFilter.Field field) {
            return switch (field) {
                case ID -> List.of(entry.id().value());
                case SERIAL -> List.of(entry.identity().serialNumber());
                case OUI -> List.of(entry.identity().oui());
                case PRODUCT_CLASS -> List.of(entry.identity().productClass());
                case MANUFACTURER -> List.of(entry.identity().manufacturer());
                case MODEL -> models();
                case SOFTWARE -> List.of(entry.software());
                case HARDWARE -> List.of(entry.hardware());
                case MAC -> entry.macs();
                case IP -> List.of(entry.peer());
                case POLICIES -> List.of(entry.policies().word());
                case SUBSCRIBER -> List.of(entry.subscriber());
                case HAND_OVER -> List.of(KnownCandidate.handOver(records.registration(entry.id())));
            };
        }

        /** The product class, and the model name where the device told one. */
        private List<String> models() {
            for (var root : org.reactiveacs.device.DataModel.values()) {
                var name = parameter(root.root() + "DeviceInfo.ModelName");
                if (name != null) {
                    return List.of(entry.identity().productClass(), name);
                }
            }
            return List.of(entry.identity().productClass());
        }

        @Override
        public boolean hasTag(String tag) {
            return entry.tags().contains(tag);
        }

        @Override
        public @Nullable Instant lastInform() {
            return entry.lastInform();
        }

        @Override
        public boolean isSilent() {
            return records.silent().get(entry.id()) != null;
        }

        @Override
        public @Nullable Device head() {
            return records.maps().head(entry.id());
        }

        @Override
        public @Nullable String parameter(String path) {
            Device head = head();
            var reported = head == null ? null : head.reported().get(path);
            if (reported != null && reported.value() != null) {
                return reported.value();
            }
            if (tree == null) {
                tree = records.tree(entry.id());
            }
            var parameter = tree.get(path);
            return parameter == null ? null : parameter.value();
        }

        @Override
        public @Nullable String variable(String name) {
            return records.registration(entry.id()).shownVariable(name);
        }
    }
}
