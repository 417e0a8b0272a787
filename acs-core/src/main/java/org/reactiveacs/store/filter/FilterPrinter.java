package org.reactiveacs.store.filter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes filters so that {@link FilterParser} reads the same again. */
public final class FilterPrinter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:*/\\[\\]{}@+%-]+");

    private FilterPrinter() {}

    public static String print(DeviceFilter filter) {
        if (filter instanceof DeviceFilter.All) {
            return "";
        }
        if (filter instanceof DeviceFilter.And and) {
            return joined(and.terms(), " and ");
        }
        if (filter instanceof DeviceFilter.Or or) {
            return joined(or.terms(), " or ");
        }
        if (filter instanceof DeviceFilter.Not not) {
            return "not " + grouped(not.term());
        }
        if (filter instanceof DeviceFilter.FieldIs is) {
            return is.field().word() + " " + is.comparison().sign() + " " + quoted(is.value());
        }
        if (filter instanceof DeviceFilter.FieldLike like) {
            return like.field().word() + " ~ " + quoted(like.pattern().text());
        }
        if (filter instanceof DeviceFilter.HasTag has) {
            return "tag = " + quoted(has.tag());
        }
        if (filter instanceof DeviceFilter.LastInform inform) {
            return "lastInform " + (inform.before() ? "before " : "after ") + inform.instant();
        }
        if (filter instanceof DeviceFilter.Silent is) {
            return "silent = " + is.silent();
        }
        if (filter instanceof DeviceFilter.ParameterIs is) {
            return quoted(is.path()) + " " + is.comparison().sign() + " " + quoted(is.value());
        }
        if (filter instanceof DeviceFilter.ParameterLike like) {
            return quoted(like.path()) + " ~ " + quoted(like.pattern().text());
        }
        if (filter instanceof DeviceFilter.VariableIs is) {
            return FilterParser.VARIABLE + is.name() + " " + is.comparison().sign() + " " + quoted(is.value());
        }
        if (filter instanceof DeviceFilter.VariableLike like) {
            return FilterParser.VARIABLE + like.name() + " ~ "
                    + quoted(like.pattern().text());
        }
        throw new IllegalStateException("no words for " + filter);
    }

    private static String joined(List<DeviceFilter> terms, String word) {
        return terms.stream().map(FilterPrinter::grouped).collect(Collectors.joining(word));
    }

    private static String grouped(DeviceFilter term) {
        boolean several = term instanceof DeviceFilter.And || term instanceof DeviceFilter.Or;
        return several ? "(" + print(term) + ")" : print(term);
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
