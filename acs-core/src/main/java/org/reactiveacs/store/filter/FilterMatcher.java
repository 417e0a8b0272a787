package org.reactiveacs.store.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether a device is one that a {@link DeviceFilter} means. */
public final class FilterMatcher {

    /** A device as a filter sees it. Stores answer from their indexes where they can. */
    public interface Candidate {
        /** All values of the field: none, one, or several (MAC addresses). */
        List<String> field(DeviceFilter.Field field);

        boolean hasTag(String tag);

        /** The last Inform, null when it never called. */
        java.time.@Nullable Instant lastInform();

        /** The value of a parameter, null when the device has none of that path. */
        @Nullable
        String parameter(String path);
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
        if (filter instanceof DeviceFilter.HasTag has) {
            return device.hasTag(has.tag());
        }
        if (filter instanceof DeviceFilter.LastInform inform) {
            var last = device.lastInform();
            return last == null ? inform.before() : last.isBefore(inform.instant()) == inform.before();
        }
        if (filter instanceof DeviceFilter.ParameterIs is) {
            var value = device.parameter(is.path());
            return value != null && compare(value, is.comparison(), is.value());
        }
        throw new IllegalStateException("no rule for " + filter);
    }

    private static boolean compare(String value, DeviceFilter.Comparison how, String with) {
        return switch (how) {
            case EQUAL -> value.equals(with);
            case NOT_EQUAL -> !value.equals(with);
            case LIKE -> like(with).matcher(value).matches();
            case LESS -> order(value, with) < 0;
            case LESS_OR_EQUAL -> order(value, with) <= 0;
            case GREATER -> order(value, with) > 0;
            case GREATER_OR_EQUAL -> order(value, with) >= 0;
        };
    }

    /** Numbers by size, anything else by its text. */
    private static int order(String a, String b) {
        var number = number(a);
        var other = number(b);
        return number != null && other != null ? number.compareTo(other) : Objects.compare(a, b, String::compareTo);
    }

    private static @Nullable BigDecimal number(String text) {
        if (text.isEmpty()
                || text.length() > 32
                || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-')) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Pattern like(String pattern) {
        var regex = new StringBuilder();
        for (var part : pattern.toLowerCase(Locale.ROOT).split("\\*", -1)) {
            if (!regex.isEmpty()) {
                regex.append(".*");
            }
            regex.append("(?:").append(Pattern.quote(part)).append(')');
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
