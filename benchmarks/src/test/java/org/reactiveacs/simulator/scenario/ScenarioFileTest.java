package org.reactiveacs.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.simulator.client.Manner;

final class ScenarioFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void everyFileOfTheJarHasAPlaceInTheList() throws Exception {
        Path files = Path.of("src/main/resources/org/reactiveacs/simulator/scenario");
        try (Stream<Path> found = Files.list(files)) {
            assertThat(found.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(ScenarioFile.NAMES);
        }
        for (String name : ScenarioFile.NAMES) {
            assertThat(ScenarioFile.read(name).description()).isNotEmpty();
        }
    }

    @Test
    void mannersAreNamedAsJsonNamesThings() throws Exception {
        Scenario scenario = read("devices: 1\nduration: 1\nbroken: {halfOpen: 2.5, slow: 1}\n");

        assertThat(scenario.manners()).isEqualTo(Map.of(Manner.HALF_OPEN, 2.5, Manner.SLOW, 1.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "devices: 0; devices: must be at least 1",
                "devices: 1, duration: 1, divices: 2; divices",
                "devices: 1, duration: 1, periodic: {interval: 0}; periodic.interval",
                "devices: 1, duration: 1, arrivals: {arrival: even}; arrivals: either rate or concurrency",
                "devices: 1, duration: 1, broken: {rude: 1}; broken.rude",
                "devices: 1, duration: 1, broken: {slow: 60, cutOff: 60}; more than 100",
                "devices: many; devices",
                "devices: 1, devices: 2; duplicate key",
            })
    void whatIsWrongIsSaid(String content, String complaint) {
        assertThatThrownBy(() -> read('{' + content + '}'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void poissonArrivalsKeepTheRateAndEvenOnesTheDistance() {
        SplittableRandom random = new SplittableRandom(1);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += Arrival.POISSON.gapNanos(100, random);
        }

        assertThat(sum / 10_000).isBetween(9_500_000L, 10_500_000L);
        assertThat(Arrival.EVEN.gapNanos(100, random)).isEqualTo(10_000_000);
    }

    private Scenario read(String content) throws Exception {
        return ScenarioFile.read(
                Files.writeString(directory.resolve("s.yaml"), content).toString());
    }
}
