package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactiveacs.documentation.Page;
import org.reactiveacs.documentation.PageScript;
import org.reactiveacs.rig.Await;

/** What the pages have their readers type for the REST API, typed into a shell beside a server with a device. */
@Tag("scenario")
final class DocumentedCommandsTest {
    private static final String DEVICE = "02AC50-SIM000001";

    /** It is given to another ACS, and goes. */
    private static final String LEAVER = "02AC50-SIM000002";

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final List<String> PAGES = List.of(
            "docs/anomalies.md",
            "docs/api.md",
            "docs/events.md",
            "docs/campaigns.md",
            "docs/policies.md",
            "docs/runbooks.md");

    /** Pages whose commands are not for one server alone; scenarios of their own do what they say. */
    private static final List<String> ELSEWHERE =
            List.of("docs/getting-started.md", "docs/migration-from-genieacs.md", "docs/operations.md");

    /**
     * Answers that are errors end the script and name the command. What is watched without an end is watched for two seconds. ID
     * is the id in the last answer that has one.
     */
    private static final String PREAMBLE = """
            set -euo pipefail
            shopt -s expand_aliases
            # As docs/api.md has it.
            alias acs='curl -sS -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json"'
            curl() {
              local word answer most=30
              for word in "$@"; do
                [[ $word == -N ]] && most=2
              done
              for _ in {1..100}; do
                answer=$(command curl --fail-with-body --max-time $most "$@") && break
                (($? == 28 && most == 2)) && break
                # What the page tells to wait for has yet to come about.
                [[ $answer == *'"status":40'[49]* ]] && sleep 0.2 && continue
                echo "FAILED: $* -> $answer"
                exit 1
              done
              echo "$answer"
              [[ $answer =~ ^\\{\\"id\\":\\"([^\\"]+)\\" ]] && ID=${BASH_REMATCH[1]}
              return 0
            }
            await_device() {
              for _ in {1..300}; do
                [[ $(command curl -s -H "Authorization: Bearer $TOKEN" "$ACS/devices/$DEVICE") == *'"lastInform":"'* ]] && return 0
                sleep 0.1
              done
              echo "FAILED: the device does not come back"
              exit 1
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requirePrograms() {
        Program.require("bash");
        Program.require("curl");
    }

    static List<String> pages() {
        return PAGES;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfAPageWorks(String name) throws Exception {
        PageScript page = script(name);
        assertThat(page.commands()).isNotEmpty();
        writeFiles(page);
        try (Node node = startNode();
                Program devices = startDevices(node)) {
            List<String> lines = new ArrayList<>(List.of("ACS=http://127.0.0.1:7557/api/v1", "await_device"));
            lines.addAll(PLAY.getOrDefault(name, List.of()));
            for (String command : page.commands()) {
                lines.add("echo " + quoted("+ " + command));
                lines.add(command);
                if (command.endsWith("-X DELETE \"$ACS/devices/00D09E-V6001234\"")) {
                    lines.add("await_device");
                } else if (command.endsWith("-X DELETE \"$ACS/subscriptions/ID\"")) {
                    lines.add(page.commands().get(indexOf(page.commands(), "$ACS/subscriptions\" -d")));
                }
            }
            assertThatItWorks(lines, node, devices);
        }
    }

    private static final String AWAIT_ANOMALY = """
                    until [[ -n ${ANOMALY:-} ]]; do
                      ((SECONDS < 60)) || { echo "FAILED: nothing is odd"; exit 1; }
                      ANOMALY=$(command curl -sS -H "Authorization: Bearer $TOKEN" "$ACS/anomalies" |
                        sed -n 's/.*"id":"\\([A-Z_]*:02AC50-[^"]*\\)".*/\\1/p')
                    done""";

    private static final String SUBSCRIBE =
            "curl -sS -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
                    + " \"$ACS/subscriptions\" -d '{\"url\": \"https://billing.example/acs\"}'";

    /** What a page takes for granted. */
    private static final Map<String, List<String>> PLAY = Map.of(
            "docs/anomalies.md",
            List.of(AWAIT_ANOMALY),
            "docs/api.md",
            List.of(AWAIT_ANOMALY),
            "docs/policies.md",
            List.of(
                    put(
                            "policies/own",
                            "{\"values\": {\"Device.ManagementServer.ConnectionRequestPassword\": {\"cel\": \"secrets.connreq\"}}}")),
            "docs/runbooks.md",
            List.of(
                    put(
                            "campaigns/NAME",
                            "{\"filter\": \"tag = x\", \"task\": {\"kind\": \"reboot\"}, \"waves\": [{\"percent\": 100}]}"),
                    SUBSCRIBE));

    private static String put(String resource, String json) {
        return "command curl -sS --fail-with-body -X PUT -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' \"$ACS/"
                + resource + "\" -d " + quoted(json);
    }

    @Test
    void whoGetsStartedComesThrough() throws Exception {
        PageScript page = script("docs/getting-started.md");
        int real = indexOf(page.commands(), "/health/ready");
        Path data = Files.createDirectory(directory.resolve("demo"));
        try (Program demo = Program.start(
                directory,
                Map.of(),
                Node.command(
                        System.getProperty("java.class.path"), "demo", "--devices", "2", "--data", data.toString()))) {
            Await.until("the demo runs", SOON, () -> {
                assertThat(demo.isAlive()).as(demo.output()).isTrue();
                return demo.output().contains("Ctrl-C");
            });
            var api = Pattern.compile("API +(http://\\S+)").matcher(demo.output());
            assertThat(api.find()).as(demo.output()).isTrue();
            List<String> lines = new ArrayList<>();
            for (String command : page.commands().subList(0, real)) {
                lines.add(command.replace("http://127.0.0.1:7557/api/v1", api.group(1)));
                if (command.startsWith("ACS=")) {
                    lines.add("TOKEN=none DEVICE=02AC50-DEMO000002; await_device");
                }
            }
            String output = run(lines, List.of());
            assertThat(output).contains("\"status\":\"done\"").doesNotContain("FAILED");
        }
        try (Node node = startNode();
                Program devices = startDevices(node)) {
            assertThatItWorks(page.commands().subList(real, page.commands().size()), node, devices);
        }
    }

    @Test
    void noPageIsLeftOut() throws Exception {
        assertThat(Page.all().stream()
                        .filter(page -> !PageScript.of(page).commands().isEmpty())
                        .map(Page::name))
                .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(PAGES.stream(), ELSEWHERE.stream())
                        .toList());
    }

    private static PageScript script(String name) throws Exception {
        return PageScript.of(Page.all().stream()
                .filter(page -> page.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private static int indexOf(List<String> commands, String part) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no command has " + part);
    }

    private void writeFiles(PageScript page) throws Exception {
        for (var file : page.files().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        Path campaign = directory.resolve("ax.yaml");
        if (!Files.exists(campaign)) {
            String ours = script("docs/campaigns.md").files().get("ax.yaml");
            assertThat(ours).isNotNull();
            Files.writeString(campaign, ours);
        }
    }

    private Node startNode() throws Exception {
        return Node.start(
                directory,
                Map.of(),
                List.of(
                        "store.url=embedded:" + directory.resolve("data"),
                        "cwmp.onboarding.username=welcome",
                        "cwmp.onboarding.password=a-password-that-all-share",
                        "cwmp.onboarding.afterReset=accept",
                        "connreq.networks=127.0.0.0/8",
                        "anomalies.sessions.times=3", // The device calls each second.
                        "shutdown.drain=0s"));
    }

    private Program startDevices(Node node) throws Exception {
        return Program.start(
                directory,
                Map.of(),
                Node.command(
                        System.getProperty("java.class.path"),
                        "simulate",
                        "--acs=http://127.0.0.1:" + node.cwmpPort() + "/",
                        "--username=welcome",
                        "--password=a-password-that-all-share",
                        "--devices=2",
                        "--interval=1",
                        "--connection-requests=0",
                        "--duration=300"));
    }

    private void assertThatItWorks(List<String> commands, Node node, Program devices) throws Exception {
        List<String> lines = new ArrayList<>(List.of("TOKEN=$(cat data/admin-token) DEVICE=" + DEVICE));
        lines.addAll(commands);
        String output = run(
                lines,
                List.of(
                        "http://127.0.0.1:7557", "http://127.0.0.1:" + node.apiPort(),
                        "http://127.0.0.1:9547", "http://127.0.0.1:" + node.managementPort(),
                        "NODE:9547", "127.0.0.1:" + node.managementPort()));
        assertThat(output).as(output + devices.output()).doesNotContain("FAILED");
        assertThat(output).as(node.log()).endsWith("THE END\n");
    }

    /** What a shell says to lines in which names that stand for something are what they stand for here. */
    private String run(List<String> lines, List<String> more) throws Exception {
        String text = String.join("\n", lines)
                .replaceAll("REBOOT_LOOP:00D09E-\\w+", "\\$ANOMALY")
                .replace("00D09E-V6001234/hand-over", LEAVER + "/hand-over")
                .replace("00D09E-V6001234", DEVICE)
                .replace("00D09E-1234", DEVICE)
                .replace("02:00-05:00 Europe/Warsaw", hoursFromNow())
                .replace("/01J...", "/$ID")
                .replace("/devices/ID", "/devices/$DEVICE")
                .replaceAll("/ID\\b", "/\\$ID")
                .replace("after=NUMBER", "after=0")
                .replace("/NAME", "/name");
        for (int i = 0; i < more.size(); i += 2) {
            text = text.replace(more.get(i), more.get(i + 1));
        }
        Path script = Files.writeString(
                directory.resolve("script"),
                PREAMBLE + "cd " + quoted(directory.toString()) + "\n" + text + "\necho THE END\n");
        try (Program shell = Program.start(directory, Map.of(), List.of("bash", script.toString()))) {
            shell.exitCode();
            return shell.output();
        }
    }

    /** A window that does not open while the test runs. */
    private static String hoursFromNow() {
        LocalTime begin =
                LocalTime.now(ZoneOffset.UTC).plusHours(6).withSecond(0).withNano(0);
        return "%tR-%tR UTC".formatted(begin, begin.plusHours(3));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
