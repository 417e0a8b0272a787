package org.reactiveacs.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactiveacs.cwmp.SharedFiles;
import org.reactiveacs.simulator.model.Parameter.Flag;

final class SchemaTest {
    @ParameterizedTest
    @CsvSource({"TR181, Device., 627", "TR098, InternetGatewayDevice., 570"})
    void aDeviceHasSoManyParameters(ModelKind kind, String root, int count) {
        Schema schema = kind.schema();

        assertThat(schema.root()).isEqualTo(root);
        assertThat(parameters(schema)).hasSize(count);
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void everyFirstValueIsOneThatItsParameterTakes(ModelKind kind) {
        Schema schema = kind.schema();
        DataModel model = new DataModel(schema, SchemaTest::filling);

        assertThat(parameters(schema)).allSatisfy(place -> {
            Parameter parameter = place.parameter();
            assertThat(parameter).isNotNull();
            if (parameter != null) {
                assertThat(parameter.rule().takes(model.value(place)))
                        .as(place.path() + " = " + model.value(place))
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"TR181, tr-181-2-17-0-cwmp-full.xml", "TR098, tr-098-1-8-0-full.xml"})
    void everyPathAndItsAccessIsThatOfThePublishedModel(ModelKind kind, String file) throws Exception {
        Map<String, Boolean> published = published(SharedFiles.find("bbf/" + file));

        assertThat(parameters(kind.schema())).allSatisfy(place -> {
            String path = place.path().replaceAll("\\.\\d+(?=\\.)", ".{i}");
            assertThat(published).containsEntry(path, place.isWritable());
        });
    }

    @ParameterizedTest
    @CsvSource({"TR181, 7", "TR098, 8"})
    void theForcedParametersAreThoseOfTheStandard(ModelKind kind, int count) {
        assertThat(kind.schema().informed())
                .hasSize(count)
                .anyMatch(path -> path.endsWith(".ManagementServer.ParameterKey"))
                .anyMatch(path -> path.endsWith(".DeviceInfo.SoftwareVersion"));
    }

    private static List<Place> parameters(Schema schema) {
        List<Place> places = new ArrayList<>();
        DataModel model = new DataModel(schema, SchemaTest::filling);
        model.walk(model.find("").orElseThrow(), place -> {
            if (place.parameter() != null) {
                places.add(place);
            }
        });
        return places;
    }

    private static String filling(String name, int instance) {
        return switch (name) {
            case "now" -> "2026-01-01T00:00:00Z";
            case "ip" -> "100.64.1.1";
            case "oui" -> "02AC50";
            case "i", "uptime", "interval", "counter", "aliases", "wildcards" -> "1";
            default -> name.startsWith("mac") ? "02:AC:50:00:00:01" : name;
        };
    }

    private static Map<String, Boolean> published(Path file) throws Exception {
        Map<String, Boolean> writable = new HashMap<>();
        String object = "";
        try (InputStream stream = Files.newInputStream(file)) {
            XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(stream);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT || xml.getAttributeValue(null, "name") == null) {
                    continue;
                }
                String name = xml.getAttributeValue(null, "name");
                if (xml.getLocalName().equals("object")) {
                    object = name;
                } else if (xml.getLocalName().equals("parameter")) {
                    // An Alias is writeOnceReadOnly: whoever makes the instance sets it.
                    boolean rw = !"readOnly".equals(xml.getAttributeValue(null, "access"));
                    writable.put(object + name, rw);
                }
            }
        }
        return writable;
    }

    /** A flag that no schema uses would be dead code. */
    @ParameterizedTest
    @EnumSource(Flag.class)
    void everyFlagIsUsed(Flag flag) {
        assertThat(parameters(ModelKind.TR181.schema())).anyMatch(place -> {
            Parameter parameter = place.parameter();
            return parameter != null && parameter.is(flag);
        });
    }
}
