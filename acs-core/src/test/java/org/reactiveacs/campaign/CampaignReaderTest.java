package org.reactiveacs.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactiveacs.campaign.CampaignSpec.Limit;
import org.reactiveacs.campaign.CampaignSpec.Wave;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.DocumentProblem;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.task.TaskSpec;

class CampaignReaderTest {
    private final CampaignReader reader = new CampaignReader(new Expressions());

    private CampaignSpec read(String yaml) {
        return reader.read("c", Source.read(yaml, Source.Form.YAML), PathNames.NONE);
    }

    private DocumentException refused(String yaml) {
        return catchThrowableOfType(DocumentException.class, () -> read(yaml));
    }

    @Test
    void aNumberThatIsFarTooLargeIsAMistakeAsAnyOther() {
        var mistakes = refused("filter: ''\ntask: {kind: reboot}\nwaves: [{percent: 1" + "0".repeat(400) + "}]");

        assertThat(mistakes.problems()).extracting(DocumentProblem::pointer).contains("/waves/0/percent");
    }

    @Test
    void whatIsNestedDeeperThanAnyDocumentIsNotReadToItsEnd() {
        for (var form : Source.Form.values()) {
            var deep = catchThrowableOfType(
                    DocumentException.class, () -> Source.read("[".repeat(65) + "]".repeat(65), form));

            assertThat(deep.problems().get(0).text()).containsIgnoringCase("nesting depth");
            assertThat(Source.read("[".repeat(40) + "]".repeat(40), form).root().isArray())
                    .isTrue();
        }
    }

    @Test
    void allThatACampaignSaysIsRead() {
        var spec = read("""
                description: Everything
                filter: oui = "00D09E"
                firmware:
                  version: "2.0"
                  url: http://files/2.0.bin
                  models:
                    - {productClass: "AX*", softwareVersion: "<1.5", version: "1.5", url: http://files/1.5.bin}
                    - {productClass: "BX*", none: true}
                  former:
                    - {version: "1.0", url: http://files/1.0.bin}
                waves: [{count: 10}, {percent: 2.5}, {percent: 100}]
                rate: 600
                concurrent: 50
                window: 02:00-05:00
                timeZone: Europe/Warsaw
                patience: 3d
                check: {within: 20m, watch: 5m, boots: 2, when: "device.softwareVersion == '2.0'"}
                pause: {failures: 5, atLeast: 20}
                rollback: true
                wake: true
                """);

        var firmware = (Action.Firmware) spec.action();
        assertThat(firmware.choices()).hasSize(3);
        assertThat(firmware.choices().get(1).firmware()).isNull();
        assertThat(firmware.bringing("1.0")).isNotNull();
        assertThat(firmware.bringing("0.9")).isNull();
        assertThat(spec.waves()).containsExactly(new Wave.Count(10), new Wave.Percent(2.5), new Wave.Percent(100));
        assertThat(spec.pace().perMinute()).isEqualTo(600);
        assertThat(spec.pace().patience()).isEqualTo(Duration.ofDays(3));
        assertThat(spec.pace().window()).isNotNull();
        assertThat(String.valueOf(spec.pace().window())).contains("Europe/Warsaw");
        assertThat(spec.check().boots()).isEqualTo(2);
        assertThat(spec.pause()).isEqualTo(new Limit(5, 20));
        assertThat(spec.rollback()).isTrue();
        assertThat(spec.wake()).isTrue();
    }

    @Test
    void whatIsLeftOutIsCautious() {
        var spec = read("{filter: '', task: {kind: setParameterValues, values: {Device.X: 1}, undo: {kind: reboot}}}");

        assertThat(((Action.Ordered) spec.action()).undo()).isEqualTo(new TaskSpec.Reboot());
        assertThat(spec.waves()).containsExactly(new Wave.Percent(100));
        assertThat(spec.pause()).isEqualTo(new Limit(10, 10));
        assertThat(spec.rollback()).isFalse();
        assertThat(((Action.Tagged) read("{filter: '', policies: {tag: new}}").action()).tag())
                .isEqualTo("new");
    }

    @Test
    void allMistakesAreToldWithTheirPlaces() {
        var refused = refused("""
                filter: tag =
                firmware:
                  url: ftp
                waves:
                  - {count: 3, percent: 5}
                  - {percent: 101}
                rate: 0
                window: 5-6
                pause: {failures: 0}
                check: {when: "1 +"}
                colour: red
                """);

        assertThat(refused.problems())
                .extracting(problem -> problem.pointer())
                .contains(
                        "/filter",
                        "/firmware/version",
                        "/firmware/url",
                        "/waves/0",
                        "/waves/1/percent",
                        "/rate",
                        "/window",
                        "/pause/failures",
                        "/check/when",
                        "/colour");
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
        assertThat(refused.problems())
                .filteredOn(problem -> problem.pointer().equals("/rate"))
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(7));
    }

    @Test
    void exactlyOneThingIsRolledOut() {
        assertThat(refused("{filter: ''}")).hasMessageContaining("one of firmware, task and policies is needed");
        assertThat(refused("{filter: '', policies: {tag: a}, task: {kind: reboot}}"))
                .hasMessageContaining("not 2 of them");
        assertThat(refused("{task: {kind: reboot}}")).hasMessageContaining("a filter is needed");
        assertThat(refused("{filter: '', task: {kind: dance}}")).hasMessageContaining("/task");
    }
}
