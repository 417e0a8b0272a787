package org.reactiveacs.simulator.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.config.ConfigLoader;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.wake.ConnectionRequestListener;

/** A server on loopback, open to whoever is on this machine, and CPEs that call it with its onboarding credentials. */
final class Demo implements AutoCloseable {
    private static final int CWMP = 7547;
    private static final int API = 7557;
    private static final int FILES = 7567;
    private static final int MANAGEMENT = 9547;
    private static final String OUI = "02AC50";
    private static final String SERIAL_PREFIX = "DEMO";
    private static final String USERNAME = "welcome";
    private static final String WAKE_USERNAME = "acs";

    private final Acs acs;
    private final Fleet fleet;
    private final ConnectionRequestListener listener;
    private final FleetOptions options;

    private Demo(Acs acs, Fleet fleet, ConnectionRequestListener listener, FleetOptions options) {
        this.acs = acs;
        this.listener = listener;
        this.options = options;
        this.fleet = fleet;
    }

    /**
     * Starts all; ports that are taken are replaced by free ones.
     *
     * @param data where the store is kept
     * @param interval between the periodic Informs of a device
     */
    static Demo start(Path data, int devices, Duration interval) throws IOException {
        String password = password();
        String wakePassword = password();
        Acs acs = Acs.start(ConfigLoader.load(
                Optional.empty(),
                Map.of(),
                List.of(
                        "store.url=embedded:" + data,
                        "cwmp.listen=" + LoopbackPort.orFree(CWMP),
                        "cwmp.auth=digest",
                        "cwmp.onboarding.username=" + USERNAME,
                        "cwmp.onboarding.password=" + password,
                        "cwmp.onboarding.afterReset=accept", // the devices begin anew with each start
                        "api.listen=" + LoopbackPort.orFree(API),
                        "api.open=true",
                        "connreq.networks=127.0.0.0/8",
                        "connreq.username=" + WAKE_USERNAME,
                        "connreq.password=" + wakePassword,
                        "files.listen=" + LoopbackPort.orFree(FILES),
                        "management.listen=" + LoopbackPort.orFree(MANAGEMENT),
                        "shutdown.drain=0s"))); // its devices are gone when it stops
        FleetOptions options = new FleetOptions(
                "http://" + acs.cwmpAddress() + "/",
                USERNAME,
                password,
                devices,
                interval,
                interval,
                FleetOptions.Mix.MIXED,
                OUI,
                SERIAL_PREFIX,
                1,
                Lines.ORDINARY);
        CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Fleet.ANSWER_TIMEOUT, Sockets.ofFileLimit());
        ConnectionRequestListener listener = ConnectionRequestListener.bind(
                network, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null);
        Fleet fleet = Fleet.start(
                options,
                new FleetSetup(
                        network,
                        Trust.SYSTEM,
                        0,
                        Map.of(),
                        false,
                        number -> new ConnectionRequests(listener.of(number).url(), WAKE_USERNAME, wakePassword),
                        Executions.NONE));
        listener.serve(fleet.devices());
        return new Demo(acs, fleet, listener, options);
    }

    /** The base of the API, without a slash at its end. */
    String api() {
        return "http://" + acs.apiAddress() + "/api/v1";
    }

    private String sample() {
        return api() + "/devices/" + OUI + '-' + SERIAL_PREFIX + (options.devices() > 1 ? "000002" : "000001");
    }

    /**
     * Waits until the device that the welcome speaks of has called: before that the server knows nothing of it.
     *
     * @param most when to stop waiting
     */
    void awaitSample(Duration most) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest look = HttpRequest.newBuilder(URI.create(sample())).build();
        long end = System.nanoTime() + most.toNanos();
        while (http.send(look, HttpResponse.BodyHandlers.discarding()).statusCode() != 200 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What somebody who sees it for the first time wants to know. */
    String welcome() {
        int devices = options.devices();
        String tasks = sample() + "/tasks?wait=30s";
        String path =
                devices > 1 ? "Device.WiFi.SSID.1.SSID" : "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";
        return """

                Reactive ACS runs with %d simulated devices that call every %d s.

                  API      %s
                  devices  %s/devices
                  metrics  http://%s/metrics
                  CWMP     http://%s/

                Read a parameter of a device:

                  curl -sS '%s' -H 'Content-Type: application/json' \\
                    -d '{"kind": "getParameterValues", "paths": ["%s"]}'

                Change it:

                  curl -sS '%s' -H 'Content-Type: application/json' \\
                    -d '{"kind": "setParameterValues", "values": {"%s": "My network"}}'

                Ctrl-C ends it.
                """.formatted(
                        devices,
                        options.interval().toSeconds(),
                        api(),
                        api(),
                        acs.managementAddress(),
                        acs.cwmpAddress(),
                        tasks,
                        path,
                        tasks,
                        path);
    }

    @Override
    public void close() {
        listener.close();
        fleet.close();
        acs.close();
    }

    private static String password() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
