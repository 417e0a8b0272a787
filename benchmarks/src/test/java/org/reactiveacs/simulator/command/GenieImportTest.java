package org.reactiveacs.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.AcsCommand;
import org.reactiveacs.main.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fleet that moves here from GenieACS: over its NBI or from exported files, to a running server, and then a device itself. */
final class GenieImportTest {
    private static final String BOX = "02AC50-SIM000001";

    private static final String DEVICE = """
            {'_id':'02AC50-Acme%20Box-SIM00000N','_deviceId':{'_Manufacturer':'Acme','_OUI':'02AC50','_ProductClass':'Acme Box','_SerialNumber':'SIM00000N'},
             '_registered':'2024-05-01T08:00:00.000Z','_lastInform':'2026-01-02T03:04:05.678Z','_lastBoot':'2026-01-01T00:00:00.000Z',
             '_lastBootstrap':'2024-05-01T08:00:00.000Z','_timestamp':'2024-05-01T08:00:00.000Z','_tags':['gold','north side'],
             'Device':{'_object':true,'_writable':false,'_timestamp':'2026-01-01T00:00:00.000Z',
              'DeviceInfo':{'_object':true,'_writable':false,
               'SoftwareVersion':{'_object':false,'_writable':false,'_value':'1.0','_type':'xsd:string','_timestamp':'2026-01-02T03:04:05.678Z'},
               'UpTime':{'_object':false,'_writable':false,'_value':86400,'_type':'xsd:unsignedInt','_timestamp':'2026-01-02T03:04:05.678Z'}},
              'ManagementServer':{'_object':true,'_writable':false,
               'Username':{'_object':false,'_writable':true,'_value':'box-N','_type':'xsd:string','_timestamp':'2024-05-01T08:00:01.000Z'},
               'Password':{'_object':false,'_writable':true,'_value':'s3cret-N','_type':'xsd:string','_timestamp':'2024-05-01T08:00:01.000Z'},
               'ConnectionRequestUsername':{'_object':false,'_writable':true,'_value':'cr-N','_type':'xsd:string','_timestamp':'2024-05-01T08:00:01.000Z'},
               'ConnectionRequestPassword':{'_object':false,'_writable':true,'_value':'wake-N','_type':'xsd:string','_timestamp':'2024-05-01T08:00:01.000Z'}},
              'WiFi':{'_object':true,'_writable':false,'SSID':{'_object':true,'_writable':true,
               '1':{'_object':true,'_writable':true,'SSID':{'_object':false,'_writable':true,'_value':'home','_type':'xsd:string','_timestamp':'2026-01-01T00:00:00.000Z','_notification':1},
                    'Enable':{'_object':false,'_writable':true,'_value':true,'_type':'xsd:boolean','_timestamp':'2026-01-01T00:00:00.000Z'}}}}},
             'VirtualParameters':{'_object':true,'mac':{'_object':false,'_value':'02:00','_type':'xsd:string'}}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private GenieNbi nbi;

    @BeforeEach
    void start() throws Exception {
        acs = RunningAcs.start(directory.resolve("acs"), "cwmp.auth=digest", "cwmp.unknown=refuse");
        nbi = new GenieNbi();
    }

    @AfterEach
    void stop() {
        nbi.close();
        acs.close();
    }

    private static String device(int number) {
        return DEVICE.replace("00000N", "00000" + number).replace("-N'", "-" + number + "'");
    }

    private GenieNbi fleet() {
        return nbi.with("devices", device(1))
                .with("devices", device(2))
                .with(
                        "config",
                        "{'_id':'cwmp.auth','value':'AUTH(Device.ManagementServer.Username, Device.ManagementServer.Password)'}")
                .with(
                        "presets",
                        "{'_id':'ntp','weight':5,'channel':'x','events':{'1 BOOT':true},'precondition':'DeviceID.ProductClass = \\'Acme Box\\' AND Tags.gold IS NOT NULL',"
                                + "'configurations':[{'type':'value','name':'Device.Time.NTPServer1','value':'ntp.example.net'},{'type':'age','name':'Device.WiFi','age':'3600'}]}")
                .with(
                        "presets",
                        "{'_id':'night','weight':0,'schedule':'7200 0 2 * * *','configurations':[{'type':'add_tag','tag':'x'}]}")
                .with("presets", "{'_id':'mine','configurations':[{'type':'provision','name':'mine','args':null}]}")
                .with("provisions", "{'_id':'mine','script':'declare(1)'}")
                .with("virtualParameters", "{'_id':'mac','script':'return 1'}")
                .with("tasks", "{'_id':'5f0c','name':'reboot','device':'x'}");
    }

    private int acs(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var command = AcsCommand.commandLine(Map.of());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(words);
    }

    private int bring(String from, String... more) {
        var words =
                new ArrayList<>(List.of("import", "genieacs", "--from", from, "--api", "http://" + acs.apiAddress()));
        words.addAll(Arrays.asList(more));
        return acs(words.toArray(String[]::new));
    }

    private JsonNode get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + acs.apiAddress() + "/api/v1" + path))
                .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    @Test
    void devicesAndPresetsComeAndTheReportTellsWhatDoesNot() throws Exception {
        int code = bring(fleet().url());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines())
                .containsExactly(
                        "imported",
                        "devices: 2 read, 2 new, 0 changed, 0 unchanged, 0 refused",
                        "parameters: 16 values",
                        "credentials: 2 of devices at the server, 2 for connection requests",
                        "presets: 1 as policies, 2 not",
                        "  policy genieacs-ntp: new, not enabled",
                        "  not 'mine': it runs the script 'mine'",
                        "  not 'night': it has a schedule, which a policy's window cannot say: cron in the server's time zone",
                        "not brought:",
                        "  provision 'mine': a script; see docs/migration-from-genieacs.md",
                        "  virtual parameter 'mac': a script; an alias or an expression may do",
                        "  1 tasks: let them end, or order them here");
        var box = get("/devices/" + BOX);
        assertThat(box.path("productClass").asString()).isEqualTo("Acme Box");
        assertThat(box.path("softwareVersion").asString()).isEqualTo("1.0");
        assertThat(box.path("lastInform").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(box.path("tags").toString()).isEqualTo("[\"gold\",\"north side\"]");
        var parameters = get("/devices/" + BOX + "/parameters?path=Device.WiFi.");
        assertThat(parameters.path("items").size()).isEqualTo(2);
        assertThat(parameters.at("/items/1/value").asString()).isEqualTo("home");
        assertThat(parameters.at("/items/1/notification").asInt()).isEqualTo(1);
        assertThat(parameters.at("/items/0/value").asString()).isEqualTo("true");
        assertThat(parameters.at("/items/0/type").asString()).isEqualTo("boolean");
        assertThat(parameters.at("/items/0/stale").asBoolean()).isTrue();
        var policy = get("/policies/genieacs-ntp");
        assertThat(policy.toString())
                .contains("\"enabled\":false", "\"tags\":[\"gold\"]", "\"Device.WiFi.\":\"3600s\"")
                .contains("device.productClass == \\\"Acme Box\\\"");
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() throws Exception {
        int audited = get("/audit").path("items").size();

        int code = bring(fleet().url(), "--dry-run");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("dry run: nothing was written")
                .contains("2 read, 2 new", "policy genieacs-ntp: new, not enabled");
        assertThat(get("/devices").path("items").size()).isZero();
        assertThat(get("/policies/genieacs-ntp").path("status").asInt()).isEqualTo(404);
        assertThat(Path.of("../docs/migration-from-genieacs.md")).content().contains(out.toString());
        assertThat(get("/audit").path("items").size()).isEqualTo(audited);
    }

    @Test
    void theSecondTimeNothingChanges() throws Exception {
        bring(fleet().url());
        int audited = get("/audit").path("items").size();

        int code = bring(nbi.url());

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("2 read, 0 new, 0 changed, 2 unchanged", "policy genieacs-ntp: unchanged");
        assertThat(get("/audit").path("items").size()).isEqualTo(audited);
    }

    private void policy(String name, String document) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + acs.apiAddress() + "/api/v1/policies/" + name))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(document.replace('\'', '"')))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    @Test
    void aDeviceIsLetInWithItsOwnCredentialAndIsNoStranger() throws Exception {
        bring(fleet().url());
        policy("welcome", "{'match': {'firstContact': true}, 'tags': {'add': ['stranger']}}");
        policy("reset", "{'match': {'events': ['0 BOOTSTRAP']}, 'tags': {'add': ['moved']}}");

        int code = acs(
                "simulate",
                "--acs",
                "http://" + acs.cwmpAddress(),
                "--devices",
                "1",
                "--duration",
                "2",
                "--ramp",
                "0",
                "--interval",
                "3600",
                "--username",
                "box-1",
                "--password",
                "s3cret-1");

        assertThat(code).as(out + " " + err).isEqualTo(ExitCode.OK);
        assertThat(get("/devices/" + BOX + "/visits").at("/items/0/end").asString())
                .isEqualTo("completed");
        var box = get("/devices/" + BOX);
        assertThat(box.path("firstInform").asString()).isEqualTo("2024-05-01T08:00:00Z");
        assertThat(box.path("tags").toString()).isEqualTo("[\"gold\",\"moved\",\"north side\"]");
        bring(nbi.url());
        assertThat(out.toString()).contains("1 have called here already");
    }

    @Test
    void exportedFilesSayTheSame() throws Exception {
        var dump = Files.createDirectory(directory.resolve("dump"));
        Files.writeString(
                dump.resolve("devices.json"),
                line(device(1)
                                .replace("'2026-01-02T03:04:05.678Z'", "{'$date':{'$numberLong':'1767323045678'}}")
                                .replace("'2024-05-01T08:00:00.000Z'", "{'$date':'2024-05-01T08:00:00Z'}")
                                .replace("86400", "{'$numberInt':'86400'}"))
                        + line(device(2)));
        Files.writeString(
                dump.resolve("config.json"),
                "[" + line("{'_id':'cwmp.auth','value':'AUTH(\\'all\\', \\'the same\\')'}") + "]");
        Files.writeString(
                dump.resolve("tasks.json"), line("{'_id':{'$oid':'5f0c5f0c5f0c5f0c5f0c5f0c'},'name':'reboot'}"));

        int code = bring(dump.toString());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("2 read, 2 new", "credentials: 2 of devices", "presets: 0 as policies, 0 not", "1 tasks");
        var box = get("/devices/" + BOX);
        assertThat(box.path("lastInform").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(box.path("firstInform").asString()).isEqualTo("2024-05-01T08:00:00Z");
        assertThat(get("/devices/" + BOX + "/parameters?path=Device.DeviceInfo.UpTime")
                        .at("/items/0/value")
                        .asString())
                .isEqualTo("86400");
    }

    private static String line(String json) {
        return json.replace('\'', '"').replace("\\\"", "'").replace("\n", "") + "\n";
    }

    @Test
    void aLargeFleetStreamsThroughWhateverTheLine() throws Exception {
        int devices = 3000;
        for (int i = 0; i < devices; i++) {
            var serial = String.format("SIM%06d", i);
            nbi.with(
                    "devices",
                    "02AC50-Acme%20Box-" + serial,
                    () -> device(0).replace("SIM000000", serial).replace('\'', '"'));
        }
        nbi.breaks.set(2);
        var behind = new AtomicInteger();
        var pages = new AtomicInteger();
        nbi.asked = name -> {
            if (name.equals("devices")) {
                behind.accumulateAndGet(pages.getAndIncrement() * 100 - stored(), Math::max);
            }
        };

        int code = bring(nbi.url());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("3,000 read, 3,000 new");
        assertThat(stored()).isEqualTo(devices);
        // Two pages broke off after a device each; but for those no more than a batch was read and not sent.
        assertThat(behind.get()).isLessThanOrEqualTo(300);
        assertThat(pages.get()).isBetween(devices / 100, devices / 100 + 4);
    }

    private int stored() {
        try {
            return get("/devices?limit=1&count=exact").path("count").asInt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsRefusedIsToldWithItsReason() throws Exception {
        nbi.with("devices", device(1).replace("'_lastInform':'2026-01-02T03:04:05.678Z',", ""))
                .with("devices", device(2).replace("'gold'", "' gold'"))
                .with("devices", device(3))
                .with("config", "{'_id':'cwmp.auth','value':'AUTH(DeviceID.SerialNumber, EXT(\\'x\\', \\'y\\'))'}");

        int code = bring(nbi.url());

        assertThat(code).isEqualTo(ExitCode.FAILURE);
        assertThat(out.toString())
                .contains("3 read, 1 new, 0 changed, 0 unchanged, 2 refused")
                .contains(
                        "refused: GenieACS does not know when it called (_lastInform): 1 (02AC50-Acme%20Box-SIM000001)")
                .contains("no blanks around it")
                .contains(
                        "not known: cwmp.auth: it asks EXT(): 2 (02AC50-Acme%20Box-SIM000002, 02AC50-Acme%20Box-SIM000003)");
    }

    @Test
    void whatCannotBeReachedIsSaid() {
        assertThat(bring(directory.resolve("none").toString())).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("neither the URL of an NBI nor a directory");
        assertThat(bring(nbi.url() + "/elsewhere")).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("answers with status 404");
        assertThat(acs("import", "genieacs", "--from", nbi.url(), "--api", "http://127.0.0.1:1"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("cannot reach the API");
    }
}
