package org.reactiveacs.store.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.store.filter.DeviceFilter.And;
import org.reactiveacs.store.filter.DeviceFilter.Comparison;
import org.reactiveacs.store.filter.DeviceFilter.Field;
import org.reactiveacs.store.filter.DeviceFilter.FieldIs;
import org.reactiveacs.store.filter.DeviceFilter.FieldLike;
import org.reactiveacs.store.filter.DeviceFilter.HasTag;
import org.reactiveacs.store.filter.DeviceFilter.LastInform;
import org.reactiveacs.store.filter.DeviceFilter.Not;
import org.reactiveacs.store.filter.DeviceFilter.Or;
import org.reactiveacs.store.filter.DeviceFilter.ParameterIs;
import org.reactiveacs.store.filter.DeviceFilter.ParameterLike;

class FilterParserTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n"})
    void anEmptyTextMeansEveryDevice(String text) {
        assertThat(parse(text)).isEqualTo(new DeviceFilter.All());
    }

    @Test
    void andBindsMoreTightlyThanOrAndNotMoreThanBoth() {
        assertThat(parse("tag=a or tag=b and not tag=c"))
                .isEqualTo(new Or(
                        List.of(new HasTag("a"), new And(List.of(new HasTag("b"), new Not(new HasTag("c")))))));
        assertThat(parse("(tag=a OR tag=b) AND tag=c"))
                .isEqualTo(new And(List.of(new Or(List.of(new HasTag("a"), new HasTag("b"))), new HasTag("c"))));
    }

    @Test
    void aPathIsComparedAsAParameter() {
        assertThat(parse("Device.WiFi.SSID.[home].SSID='Tom\\'s net'"))
                .isEqualTo(new ParameterIs("Device.WiFi.SSID.[home].SSID", Comparison.EQUAL, "Tom's net"));
        assertThat(parse("\"Device.X.[a b].Y\" like *x*"))
                .isEqualTo(new ParameterLike("Device.X.[a b].Y", new Wildcard("*x*")));
        assertThat(parse("Device.A.1.B<=-5"))
                .isEqualTo(new ParameterIs("Device.A.1.B", Comparison.LESS_OR_EQUAL, "-5"));
    }

    @Test
    void anAliasIsComparedAsTheParameterThatItStandsFor() {
        var names = new NetworkNames();

        assertThat(FilterParser.parse("wifi.24.ssid = x and 'wifi.5.ssid' ~ *.net", NOW, names))
                .isEqualTo(new And(List.of(
                        new ParameterIs("wifi.24.ssid", Comparison.EQUAL, "x", names),
                        new ParameterLike("wifi.5.ssid", new Wildcard("*.net"), names))));
        assertThat(FilterParser.parse("Device.A.1.B = x", NOW, names))
                .isEqualTo(new ParameterIs("Device.A.1.B", Comparison.EQUAL, "x"));
        assertThat(parse("wifi.24.ssid = x")).isEqualTo(new ParameterIs("wifi.24.ssid", Comparison.EQUAL, "x"));
    }

    @Test
    void anAliasThatNobodyKnowsIsPointedAt() {
        assertThatThrownBy(() -> FilterParser.parse("tag = a and wifi.24.sid = x", NOW, new NetworkNames()))
                .isInstanceOfSatisfying(
                        FilterSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(12))
                .hasMessageContaining("no alias is called 'wifi.24.sid'");
    }

    @Test
    void anIdWithEscapesNeedsNoQuotes() {
        assertThat(parse("id = 00D09E-a~20b and serial!=x"))
                .isEqualTo(new And(List.of(
                        new FieldIs(Field.ID, Comparison.EQUAL, "00D09E-a~20b"),
                        new FieldIs(Field.SERIAL, Comparison.NOT_EQUAL, "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"001a2b3c4d5e", "00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e"})
    void macAddressesAreTakenInAnyNotation(String mac) {
        assertThat(parse("mac = " + mac)).isEqualTo(new FieldIs(Field.MAC, Comparison.EQUAL, "00:1A:2B:3C:4D:5E"));
    }

    @ParameterizedTest
    @CsvSource({"001a*,00:1A*", "*4d5e,*4D:5E", "00-1a-2*,00:1A:2*", "*d5e,*D:5E", "*,*"})
    void partsOfMacAddressesToo(String written, String canonical) {
        assertThat(parse("mac ~ " + written)).isEqualTo(new FieldLike(Field.MAC, new Wildcard(canonical)));
    }

    @Test
    void timesAreAbsoluteOrRelativeToNow() {
        assertThat(parse("lastInform before now-1h")).isEqualTo(new LastInform(true, NOW.minus(Duration.ofHours(1))));
        assertThat(parse("lastInform after 2026-05-01T10:00:00+02:00"))
                .isEqualTo(new LastInform(false, Instant.parse("2026-05-01T08:00:00Z")));
        assertThat(parse("lastInform < 2026-05-01"))
                .isEqualTo(new LastInform(true, Instant.parse("2026-05-01T00:00:00Z")));
        assertThat(parse("lastInform > now")).isEqualTo(new LastInform(false, NOW.plusNanos(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serial|6|expected after 'serial'",
                "serial =|8|a value expected after '='",
                "color = red|0|no field is called 'color'",
                "Device. = 1|0|is an object",
                "(tag=a|6|')' expected, for the '(' at 0",
                "tag=a tag=b|6|'and', 'or' or the end",
                "tag=a and|9|a field or a parameter's path",
                "silent ~ true|7|silent is compared with",
                "silent = yes|9|silent is true or false",
                "tag < a|4|tags are compared with",
                "mac = 12|6|is no MAC address",
                "mac < 001122334455|4|mac is compared with",
                "lastInform before soon|18|is no time",
                "lastInform = now|11|is compared with before",
                "serial before now|7|is no time",
                "serial = \"abc|9|never closed",
                "serial = \"a\\bc\"|11|a backslash in quotes",
                "tag=a)|5|'and', 'or' or the end",
                "= a|0|a field or a parameter's path"
            })
    void errorsSayWhereAndWhat(String text, int position, String problem) {
        var error = catchThrowableOfType(FilterSyntaxException.class, () -> parse(text));

        assertThat(error).isNotNull();
        assertThat(error.problem()).contains(problem);
        assertThat(error.position()).isEqualTo(position);
        assertThat(error.getMessage()).endsWith("\n" + " ".repeat(position) + "^");
    }

    @Test
    void aLongTextIsShownAroundThePlace() {
        var error = catchThrowableOfType(
                FilterSyntaxException.class,
                () -> parse("tag=a and ".repeat(100) + "bad = 1" + " and tag=b".repeat(100)));

        var lines = String.valueOf(error.getMessage()).lines().toList();
        assertThat(lines.get(1)).hasSizeLessThan(100).startsWith("...").endsWith("...");
        assertThat(lines.get(1).substring(lines.get(2).length() - 1)).startsWith("bad");
    }

    @Test
    void depthAndLengthAreBounded() {
        int most = FilterParser.MAX_DEPTH - 1;

        assertThat(parse("not ".repeat(most) + "tag=a")).isInstanceOf(Not.class);
        assertThat(catchThrowableOfType(FilterSyntaxException.class, () -> parse("(".repeat(most + 1) + "tag=a")))
                .hasMessageContaining("nested too deeply");
        assertThat(parse("tag=" + "a".repeat(FilterParser.MAX_CHARS - 4))).isInstanceOf(HasTag.class);
        assertThat(catchThrowableOfType(
                        FilterSyntaxException.class, () -> parse("tag=" + "a".repeat(FilterParser.MAX_CHARS - 3))))
                .hasMessageContaining("at most 8192 characters");
    }

    private static DeviceFilter parse(String text) {
        return FilterParser.parse(text, NOW);
    }
}
