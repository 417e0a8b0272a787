package org.reactiveacs.store.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.store.filter.DeviceFilter.Comparison;
import org.reactiveacs.store.filter.DeviceFilter.Field;

class FilterPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Property
    void whatIsPrintedIsReadAsTheSame(@ForAll("filters") DeviceFilter filter) {
        assertThat(FilterParser.parse(FilterPrinter.print(filter), NOW)).isEqualTo(filter);
    }

    @Property
    void anyTextIsAFilterOrASyntaxError(@ForAll("texts") String text) {
        try {
            assertThat(FilterParser.parse(text, NOW)).isNotNull();
        } catch (FilterSyntaxException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = Arbitraries.of(
                "(",
                ")",
                "and",
                "or",
                "not",
                "serial",
                "mac",
                "tag",
                "silent",
                "true",
                "lastInform",
                "Device.A.1.B",
                "subscriber",
                "variable.plan",
                "=",
                "!=",
                "!",
                "~",
                "like",
                "<",
                "<=",
                "before",
                "after",
                "now-1h",
                "now-99999999w",
                "2026-05-01",
                "\"",
                "'",
                "\\",
                "x",
                " ");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                pieces.list().ofMaxSize(15).map(list -> String.join(" ", list)));
    }

    @Provide
    Arbitrary<DeviceFilter> filters() {
        return filters(3);
    }

    private Arbitrary<DeviceFilter> filters(int depth) {
        if (depth == 0) {
            return comparisons();
        }
        var terms = filters(depth - 1);
        return Arbitraries.oneOf(List.of(
                comparisons(),
                terms.map(DeviceFilter.Not::new),
                terms.list().ofMinSize(2).ofMaxSize(3).map(DeviceFilter.And::new),
                terms.list().ofMinSize(2).ofMaxSize(3).map(DeviceFilter.Or::new)));
    }

    private Arbitrary<DeviceFilter> comparisons() {
        var texts = Arbitraries.strings().ofMaxLength(12);
        var fields = Arbitraries.of(Field.class).filter(field -> field != Field.MAC);
        var paths = Arbitraries.strings().ofMaxLength(8).map(end -> "Device." + end + "x");
        var variables = Arbitraries.of("plan", "_a.b-c", "X", "or");
        var comparisons = Arbitraries.of(Comparison.class);
        return Arbitraries.oneOf(List.of(
                texts.map(DeviceFilter.HasTag::new),
                Arbitraries.of(true, false).map(DeviceFilter.Silent::new),
                Combinators.combine(fields, comparisons, texts).as(DeviceFilter.FieldIs::new),
                Combinators.combine(fields, texts.map(Wildcard::new)).as(DeviceFilter.FieldLike::new),
                Combinators.combine(variables, comparisons, texts).as(DeviceFilter.VariableIs::new),
                Combinators.combine(variables, texts.map(Wildcard::new)).as(DeviceFilter.VariableLike::new),
                Combinators.combine(paths, comparisons, texts).as(DeviceFilter.ParameterIs::new),
                Combinators.combine(paths, texts.map(Wildcard::new)).as(DeviceFilter.ParameterLike::new),
                Arbitraries.longs()
                        .between(0, 4_000_000_000L)
                        .map(second -> new DeviceFilter.LastInform(second % 2 == 0, Instant.ofEpochSecond(second)))));
    }
}
