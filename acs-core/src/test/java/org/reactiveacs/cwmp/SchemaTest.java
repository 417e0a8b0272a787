package org.reactiveacs.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void everyMessageThatAVersionHasIsValidByItsSchema(CwmpVersion version, @TempDir Path copies)
            throws IOException, SAXException {
        Path bbf = copyWithoutPattern(SharedFiles.find("bbf"), copies);
        String elements = Files.readString(bbf.resolve("cwmp-" + file(CwmpVersion.ofNamespace(version.namespace()))));
        Schema schema = schema(bbf, version);
        List<String> invalid = new ArrayList<>();
        int valid = 0;

        for (Sender sender : Sender.values()) {
            for (Class<? extends CwmpMessage> kind : AnyMessage.kinds(sender)) {
                if (!elements.contains("<xs:element name=\"" + kind.getSimpleName() + "\"")) {
                    continue;
                }
                for (long seed = 0; seed < 20; seed++) {
                    byte[] body = Envelopes.write(version, AnyMessage.tidy(kind, seed));
                    try {
                        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(body)));
                        valid++;
                    } catch (SAXException e) {
                        invalid.add(kind.getSimpleName() + ": " + e.getMessage());
                    }
                }
            }
        }

        assertThat(invalid).isEmpty();
        assertThat(valid).isGreaterThan(800);
    }

    /**
     * The schemas with one facet less: the JDK's validator compares a fixed "1" in the form "true" with the pattern 0|1 and
     * refuses the schema itself.
     */
    private static Path copyWithoutPattern(Path bbf, Path copies) throws IOException {
        for (String name : List.of(
                "catalog.xml",
                "soap-encoding.xsd",
                "cwmp-1-0.xsd",
                "cwmp-1-1.xsd",
                "cwmp-1-2.xsd",
                "cwmp-1-3.xsd",
                "cwmp-1-4.xsd")) {
            Files.copy(bbf.resolve(name), copies.resolve(name));
        }
        String envelope = Files.readString(bbf.resolve("soap-envelope.xsd"));
        Files.writeString(copies.resolve("soap-envelope.xsd"), envelope.replace("<xs:pattern value=\"0|1\"/>", ""));
        return copies;
    }

    private static String file(CwmpVersion version) {
        return version.number().replace('.', '-') + ".xsd";
    }

    private static Schema schema(Path bbf, CwmpVersion version) throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver(CatalogManager.catalogResolver(
                CatalogFeatures.builder()
                        .with(CatalogFeatures.Feature.RESOLVE, "continue")
                        .build(),
                bbf.resolve("catalog.xml").toUri()));
        String wrapper = """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                <xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/" schemaLocation="%s"/>
                <xs:import namespace="%s" schemaLocation="%s"/>
                </xs:schema>""".formatted(
                        "http://schemas.xmlsoap.org/soap/envelope/",
                        version.namespace(),
                        bbf.resolve("cwmp-" + file(version)).toUri());
        return factory.newSchema(new StreamSource(
                new StringReader(wrapper), bbf.resolve("wrapper.xsd").toUri().toString()));
    }
}
