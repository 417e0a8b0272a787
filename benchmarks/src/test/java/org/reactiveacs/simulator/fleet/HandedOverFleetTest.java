package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.device.Credential;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;

/** Devices of two data models that go from one server to another and back. Each server lets in nobody without its own credentials. */
class HandedOverFleetTest {
    private static final int DEVICES = 4;
    private static final String[] SETTINGS = {
        "cwmp.auth=digest",
        "silence.interval=1s",
        "silence.atLeast=1s",
        "silence.missedWhenLeaving=1",
        "silence.missed=3",
        "silence.afterStart=0s"
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Acs here;

    @SuppressWarnings("NullAway.Init")
    private Acs there;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @BeforeEach
    void start() {
        here = server("here");
        there = server("there");
        var credential = new Credential("here", "the-password-of-here");
        fleet = IdleFleet.of(IdleFleet.options(here, credential, FleetOptions.Mix.MIXED, "MOVE", DEVICES));
    }

    private Acs server(String name) {
        var settings = new ArrayList<>(List.of(SETTINGS));
        settings.add("cwmp.onboarding.username=" + name);
        settings.add("cwmp.onboarding.password=the-password-of-" + name);
        settings.add("cwmp.onboarding.afterReset=accept");
        return RunningAcs.start(directory.resolve(name), settings.toArray(new String[0]));
    }

    @AfterEach
    void close() {
        fleet.close();
        there.close();
        here.close();
    }

    private static String url(Acs server) {
        return "http://" + server.cwmpAddress() + "/";
    }

    private static String order(Acs to, String name) {
        return "{\"url\": \"" + url(to) + "\", \"username\": \"" + name + "\", \"password\": \"the-password-of-" + name
                + "\"}";
    }

    private void callAll() {
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
    }

    private static void handOverAll(OperatorClient from, Acs to, String name) throws Exception {
        for (var device : from.get("/devices").at("/items")) {
            var task = from.send("POST", "/devices/" + device.at("/id").asString() + "/hand-over", order(to, name));
            assertThat(task.at("/status").asString()).isEqualTo("queued");
            assertThat(task.toString()).contains("********").doesNotContain("the-password-of");
        }
    }

    @Test
    void devicesMoveToTheOtherServerAndBack() throws Exception {
        var mine = OperatorClient.of(here);
        var theirs = OperatorClient.of(there);
        callAll();
        Await.until("all have called", () -> mine.count("") == DEVICES);

        handOverAll(mine, there, "there");
        callAll();

        Await.until("all are there", () -> theirs.count("") == DEVICES);
        Await.until("all have gone", () -> mine.count("handOver = handed-over") == DEVICES);
        assertThat(mine.count("silent = true")).isZero();
        for (var device : theirs.get("/devices").at("/items")) {
            // They may have called again since.
            assertThat(device.at("/lastBootstrap").asString("")).isNotEmpty();
        }

        handOverAll(theirs, here, "here");
        callAll();

        Await.until("all are back", () -> mine.count("handOver = returned") == DEVICES);
        assertThat(theirs.count("handOver = leaving or handOver = handed-over")).isEqualTo(DEVICES);
        for (var device : mine.get("/devices").at("/items")) {
            assertThat(device.at("/handOver/url").asString()).isEqualTo(url(there));
            assertThat(device.at("/quarantine").isNull()).isTrue();
        }
    }
}
