package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactiveacs.campaign.CampaignReader;
import org.reactiveacs.library.AliasDocument;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.DocumentProblem;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.port.Actor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The schemas of documents against what reads them: thousands of documents, right ones and each of them with anything else in any place.
 * What the schema refuses must be refused, and what is refused the schema must refuse, but for what no schema can say.
 */
class SchemaAgreementTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Expressions EXPRESSIONS = new Expressions();

    /** What stands in another place of the document, in other documents, or is a language of its own. */
    private static final Pattern BEYOND = Pattern.compile(Stream.of(
                    "calls itself '", // the name in the request
                    "nor an alias", // the aliases of the store
                    "no alias is called",
                    "of the filter:", // the language of filters
                    "names no time zone",
                    "start and end are the same",
                    "a minute is the least", // spans of time by their length
                    "up to 3650 days",
                    "PT\\S+ to \\S+ is expected",
                    "is no (absolute )?URL",
                    "this is no URL",
                    "a URL of a host is expected",
                    "no user and no fragment",
                    "stands there twice",
                    "is none of this policy's",
                    "and no secret",
                    "is a secret",
                    "is to be the name of a parameter below", // the path of the object
                    "the path says another alias",
                    "is no (boolean|int|unsignedInt|long|unsignedLong|hexBinary|base64)$",
                    "a window ends after its start",
                    "starts after the first has ended",
                    "names an instance: the object to add one to",
                    "names no instance")
            .map(part -> "(?:" + part + ")")
            .reduce((one, other) -> one + "|" + other)
            .orElseThrow());

    /** Where expressions stand. */
    private static final Pattern EXPRESSION = Pattern.compile(".*/(when|cel)");

    private static final List<JsonNode> ANYTHING = Stream.of(
                    "''",
                    "' '",
                    "'x'",
                    "'true'",
                    "'Device.X'",
                    "'Device.X.'",
                    "'Device.X.1.'",
                    "'Device.X.[a].'",
                    "'Device.X.[a].Y'",
                    "'Device.X.*.[a].Y'",
                    "'.x'",
                    "'a..b'",
                    "'wifi.24.ssid'",
                    "'0s'",
                    "'24h'",
                    "'1h30m'",
                    "'1.5S'",
                    "'P1DT2H'",
                    "'p1d'",
                    "'P'",
                    "'1d2h'",
                    "'-5m'",
                    "'5'",
                    "'02:00-05:00'",
                    "' 02:00-05:00 Europe/Warsaw '",
                    "'2:00-05:00'",
                    "'30:00-05:00'",
                    "'02:00-05:60'",
                    "'>=1 <2'",
                    "'>= 1.2'",
                    "'>1.*'",
                    "'=1.*'",
                    "'1.*'",
                    "'<'",
                    "'*'",
                    "'http://h/f'",
                    "'HTTPS://h'",
                    "'http:///f'",
                    "'ftp://h/a b'",
                    "'h/f'",
                    "'present'",
                    "'absent'",
                    "'all'",
                    "'string'",
                    "'xsd:unsignedInt'",
                    "'text'",
                    "'reboot'",
                    "'1 BOOT'",
                    "'" + "x".repeat(65) + "'",
                    "'" + "x".repeat(257) + "'",
                    "0",
                    "1",
                    "-1",
                    "7",
                    "31",
                    "1.5",
                    "100.5",
                    "1000000001",
                    "true",
                    "false",
                    "[]",
                    "['a']",
                    "['']",
                    "[1]",
                    "['Device.X']",
                    "[{}]",
                    "{}",
                    "{'a':1}",
                    "{'Device.X':1}",
                    "{'value':1}",
                    "{'cel':'1'}",
                    "{'kind':'reboot'}")
            .map(text -> JSON.readTree(text.replace('\'', '"')))
            .toList();

    private static final List<String> NAMES = List.of(
            "",
            "x",
            "Alias",
            "none",
            "url",
            "Device.X",
            "Device.X.",
            ".x",
            "a..b",
            " Device.X",
            "Device.X.[a].Y",
            "Device.X.[a.Y",
            "wifi.24.ssid");

    private interface Reader {
        void read(String json);
    }

    @Test
    void theSchemaOfPoliciesSaysWhatTheirReaderDoes() throws IOException {
        var documents = examples("policies");
        documents.addAll(documents(POLICIES));

        compare(
                schema("policy"),
                documents,
                json -> new PolicyReader(EXPRESSIONS)
                        .read("p", Source.read(json, Source.Form.JSON), AliasDocument.SHIPPED));
    }

    @Test
    void theSchemaOfCampaignsSaysWhatTheirReaderDoes() throws IOException {
        var documents = examples("campaigns");
        documents.addAll(documents(CAMPAIGNS));

        compare(
                schema("campaign"),
                documents,
                json -> new CampaignReader(EXPRESSIONS)
                        .read("p", Source.read(json, Source.Form.JSON), AliasDocument.SHIPPED));
    }

    private static final String POLICIES = """
            {name: p, description: d, weight: -3, enabled: false, window: "22:00-05:00 Europe/Warsaw", when: "vars.plan == 'gold'",
             match: {manufacturer: Acme, oui: [00D09E, 02AC50], productClass: ["A*"], hardwareVersion: "1", softwareVersion: [">=1.2 <2.0", "!=1.9"],
                     tags: gold, withoutTags: [old], events: [0 BOOTSTRAP], changed: ["Device.X*"], firstContact: true},
             values: {Device.A: text, Device.B.1.C: {value: 7, type: unsignedInt}, "Device.D.*.E": true, "Device.F.[wan].G": 1.5,
                      wifi.24.ssid: {cel: "device.serialNumber", type: "xsd:string"}},
             optional: ["Device.B*", wifi.24.ssid],
             notifications: {Device.A: 2, Device.O.: 0},
             freshness: {Device.WiFi.: 24h, "": P7D},
             tags: {add: [a], remove: b},
             tasks: [{task: {kind: reboot}, after: change}, {task: {kind: addObject, path: "Device.N.[a]", values: {X: 1}}}],
             inform: [watched, Device.Mac],
             hook: {url: "https://h/x?y=1", parameters: [Device.A, "Device.D.*.E"], timeout: 2s, cache: 10m}}
            ---
            {firmware: {version: "2.0", url: "http://f/w.bin", fileType: 1 Firmware Upgrade Image, username: u, password: p, fileSize: 5, targetFileName: t}}
            ---
            {objects: [{path: Device.NAT.PortMapping., keys: {ExternalPort: 8080, Protocol: {value: TCP}}, values: {Enable: true}, ensure: present},
                       {path: "Device.NAT.PortMapping.[web]", values: {Enable: {cel: "vars.on"}}},
                       {path: Device.X.1.Y, keys: {Name: a}, ensure: absent}]}
            ---
            {tags: {remove: [a]}}
            ---
            {inform: watched}
            ---
            {hook: {url: "http://h", parameters: Device.A}}
            ---
            {tasks: [{task: {kind: getParameterValues, paths: [Device.A, Device.B.]}}, {task: {kind: setParameterValues, values: {Device.A: {value: 1, type: int}}}},
                     {task: {kind: sequence, steps: [{kind: refresh, path: Device.}, {kind: reboot, when: {event: 1 BOOT}}]}}]}
            """;

    private static final String CAMPAIGNS = """
            {name: p, description: d, filter: "oui = '00D09E'", task: {kind: setParameterValues, values: {Device.A: 1}, undo: {kind: reboot}},
             waves: [{count: 10}, {percent: 5}, {percent: 100}], rate: 600, concurrent: 50, window: "02:00-05:00", timeZone: Europe/Warsaw, patience: 7d,
             check: {within: 15m, watch: 1h, boots: 3, when: "device.softwareVersion == '2'"}, pause: {failures: 5.5, atLeast: 10}, rollback: true, wake: false}
            ---
            {filter: "", firmware: {version: "2", url: "http://f/w", fileSize: 7,
                                    models: [{oui: [00D09E], softwareVersion: "<1.2", version: "3", url: "ftp://f/x"}, {productClass: "B*", none: true},
                                             {manufacturer: a, none: false, version: "4", url: "http://f/y", username: u}],
                                    former: [{version: "1", url: "http://f/v"}, {version: "0", url: "http://f/u", password: p}]}}
            ---
            {filter: "", firmware: {models: [{hardwareVersion: "1", none: true}]}}
            ---
            {filter: tag = a, policies: {tag: wifi-7}, waves: []}
            """;

    private static List<JsonNode> documents(String yaml) {
        return new ArrayList<>(Stream.of(yaml.split("(?m)^---$", -1))
                .map(text -> new YAMLMapper().readTree(text))
                .toList());
    }

    private static List<JsonNode> examples(String folder) throws IOException {
        var found = new ArrayList<JsonNode>();
        try (var files = Files.list(Path.of("..", "deploy", folder))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                found.add(new YAMLMapper().readTree(Files.readString(file)));
            }
        }
        return found;
    }

    private static Schema schema(String name) {
        var request = new ApiRequest(
                Actor.SYSTEM, Map.of("name", name), Query.parse("/"), new DefaultHttpHeaders(), new byte[0]);
        var answer = Objects.requireNonNull(
                new SchemaResource().routes().get(0).handler().answer(request).block());
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(answer.body()));
    }

    private static void compare(Schema schema, List<JsonNode> documents, Reader reader) {
        var differing = new ArrayList<String>();
        int[] counts = new int[3];
        for (var document : documents) {
            assertThat(schema.validate(document)).as(document.toString()).isEmpty();
            reader.read(document.toString().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"p\""));
            vary(document, document, "", (what, variant) -> {
                var refusals = schema.validate(variant);
                var problems = problems(reader, variant.toString());
                boolean isBeyond = problems.stream().allMatch(SchemaAgreementTest::isBeyond);
                counts[problems.isEmpty() ? 0 : isBeyond ? 1 : 2]++;
                if (problems.isEmpty() && !refusals.isEmpty()) {
                    differing.add("the schema alone refuses " + what + ": " + refusals);
                } else if (!isBeyond && refusals.isEmpty()) {
                    differing.add("the reader alone refuses " + what + ": " + problems);
                }
            });
        }
        assertThat(differing.stream().limit(100)).isEmpty();
        // None of the three kinds is there by mistake only.
        assertThat(counts[0]).isGreaterThan(200);
        assertThat(counts[1]).isGreaterThan(20);
        assertThat(counts[2]).isGreaterThan(2000);
    }

    private static boolean isBeyond(DocumentProblem problem) {
        return BEYOND.matcher(problem.text()).find()
                || EXPRESSION.matcher(problem.pointer()).matches();
    }

    private static List<DocumentProblem> problems(Reader reader, String json) {
        try {
            reader.read(json);
            return List.of();
        } catch (DocumentException e) {
            return e.problems();
        }
    }

    private interface Variant {
        void of(String what, JsonNode document);
    }

    /** The document with anything else in the place of any part, without any part, and with any part under other names. */
    private static void vary(JsonNode document, JsonNode part, String at, Variant each) {
        if (part instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                var whole = object.get(name);
                var here = at + "/" + name;
                for (var other : ANYTHING) {
                    object.set(name, other);
                    each.of(here + " as " + other, document);
                }
                object.remove(name);
                each.of("without " + here, document);
                for (var other : NAMES) {
                    if (!object.has(other)) {
                        object.set(other, whole);
                        each.of(here + " called '" + other + "'", document);
                        object.remove(other);
                    }
                }
                object.set(name, whole);
                vary(document, whole, here, each);
            }
        } else if (part instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                var whole = array.get(i);
                var here = at + "/" + i;
                for (var other : ANYTHING) {
                    array.set(i, other);
                    each.of(here + " as " + other, document);
                }
                array.set(i, whole);
                vary(document, whole, here, each);
            }
        }
    }
}
