package org.reactiveacs.store.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.NaturalOrder;
import org.reactiveacs.device.PathNames;

/** Tells whether a device is one that a {@link DeviceFilter} means. */
public final class FilterMatcher {

    /** A device as a filter sees it. Stores answer from their indexes where they can. */
    public interface Candidate {
        /** All values of the field: none, one, or several (MAC addresses). */
        List<String> field(DeviceFilter.Field field);

        boolean hasTag(String tag);

        /** The last Inform, null when it never called. */
        java.time.@Nullable Instant lastInform();

        boolean isSilent();

        /** The head, null when it never called. */
        @Nullable
        Device head();

        /** The value of a parameter, null when the device has none of that path. */
        @Nullable
        String parameter(String path);

        /** The value of a variable, null when there is none or people are not shown it. */
        @Nullable
        String variable(String name);
    }

    private FilterMatcher() {}

    public static boolean matches(DeviceFilter filter, Candidate device) {
        if (filter instanceof DeviceFilter.All) {
            return true;
        }
        if (filter instanceof DeviceFilter.And and) {
            return and.terms().stream().allMatch(term -> matches(term, device));
        }
        if (filter instanceof DeviceFilter.Or or) {
            return or.terms().stream().anyMatch(term -> matches(term, device));
        }
        if (filter instanceof DeviceFilter.Not not) {
            return !matches(not.term(), device);
        }
        if (filter instanceof DeviceFilter.FieldIs is) {
            var values = device.field(is.field());
            return is.comparison() == DeviceFilter.Comparison.NOT_EQUAL
                    ? values.stream().noneMatch(value -> compare(value, DeviceFilter.Comparison.EQUAL, is.value()))
                    : values.stream().anyMatch(value -> compare(value, is.comparison(), is.value()));
        }
        if (filter instanceof DeviceFilter.FieldLike like) {
            return device.field(like.field()).stream().anyMatch(like.pattern()::matches);
        }
        if (filter instanceof DeviceFilter.HasTag has) {
            return device.hasTag(has.tag());
        }
        if (filter instanceof DeviceFilter.LastInform inform) {
            var last = device.lastInform();
            return last == null ? inform.before() : last.isBefore(inform.instant()) == inform.before();
        }
        if (filter instanceof DeviceFilter.Silent is) {
            return device.isSilent() == is.silent();
        }
        if (filter instanceof DeviceFilter.ParameterIs is) {
            var value = value(is.path(), is.names(), device);
            return value != null && compare(value, is.comparison(), is.value());
        }
        if (filter instanceof DeviceFilter.ParameterLike like) {
            var value = value(like.path(), like.names(), device);
            return value != null && like.pattern().matches(value);
        }
        if (filter instanceof DeviceFilter.VariableIs is) {
            var value = device.variable(is.name());
            return value != null && compare(value, is.comparison(), is.value());
        }
        if (filter instanceof DeviceFilter.VariableLike like) {
            var value = device.variable(like.name());
            return value != null && like.pattern().matches(value);
        }
        throw new IllegalStateException("no rule for " + filter);
    }

    private static @Nullable String value(String text, PathNames names, Candidate device) {
        if (names == PathNames.NONE) {
            return device.parameter(text);
        }
        var head = device.head();
        var path = head == null ? null : names.path(text, head);
        return path == null ? null : device.parameter(path);
    }

    private static boolean compare(String value, DeviceFilter.Comparison how, String with) {
        return switch (how) {
            case EQUAL -> value.equals(with);
            case NOT_EQUAL -> !value.equals(with);
            case LESS -> NaturalOrder.compare(value, with) < 0;
            case LESS_OR_EQUAL -> NaturalOrder.compare(value, with) <= 0;
            case GREATER -> NaturalOrder.compare(value, with) > 0;
            case GREATER_OR_EQUAL -> NaturalOrder.compare(value, with) >= 0;
        };
    }
}
