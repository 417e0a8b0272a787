package org.reactiveacs.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.scenario.Arrival;
import org.reactiveacs.simulator.scenario.Scenario;

/** An ACS that stands still for a while, and whether the report shows all who waited. */
final class OmissionTest {
    private static final int DEVICES = 2;
    private static final int PER_SECOND = 40;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer acs;

    OmissionTest() throws IOException {
        acs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        acs.createContext("/", this::answer);
        acs.setExecutor(threads);
        acs.start();
    }

    @AfterEach
    void close() {
        goOn.countDown();
        acs.stop(0);
        threads.shutdownNow();
    }

    @Test
    void callsThatAStandstillKeptFromBeingMadeAreMeasuredFromWhenTheyWereDue() throws Exception {
        Scenario.Arrivals arrivals = new Scenario.Arrivals(PER_SECOND, Arrival.EVEN, 0);
        List<String> lines = new ArrayList<>();
        LoadReport report;
        try (LoadRun run = new LoadRun(settings(arrivals), line -> {
            lines.add(line);
            if (lines.size() == 3) { // the first says that it begins, the others are seconds
                goOn.countDown();
            }
        })) {
            report = run.run();
        }

        assertThat(report.sessions())
                .as("those two that saw it are fewer than a tenth")
                .isGreaterThan(10 * DEVICES);
        assertThat(report.p90Ms()).isGreaterThan(500);
        assertThat(report.longestWaitMs()).isGreaterThan(1_500);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean isInform = exchange.getRequestBody().readAllBytes().length > 0;
        byte[] body = isInform
                ? new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), new InformResponse(1)))
                : new byte[0];
        exchange.sendResponseHeaders(isInform ? 200 : 204, isInform ? body.length : -1);
        if (isInform) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private LoadSettings settings(Scenario.@Nullable Arrivals arrivals) {
        Scenario scenario = new Scenario(
                "", DEVICES, 4, FleetOptions.Mix.TR181, false, null, null, arrivals, null, null, null, null, Map.of());
        FleetOptions fleet = new FleetOptions(
                "http://127.0.0.1:" + acs.getAddress().getPort() + "/",
                "",
                "",
                DEVICES,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "OMIT",
                1,
                Lines.ORDINARY);
        return new LoadSettings(
                "none",
                scenario,
                fleet,
                1,
                Trust.SYSTEM,
                false,
                0,
                InetAddress.getLoopbackAddress(),
                ReachOptions.NONE,
                null,
                Executions.NONE);
    }
}
