package org.reactiveacs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The two ways to make the image give the same one. */
class ContainerImageTest {
    private static final String JIB =
            "/project/profiles/profile[id='image']/build/plugins/plugin[artifactId='jib-maven-plugin']/configuration";

    private static List<Node> nodes(String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", "deploy", "pom.xml").toFile());
        NodeList found =
                (NodeList) XPathFactory.newInstance().newXPath().evaluate(JIB + path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }

    private static List<String> texts(String path) throws Exception {
        return nodes(path).stream().map(Node::getTextContent).toList();
    }

    @Test
    void jibMakesTheImageOfTheDockerfile() throws Exception {
        ContainerImage image = ContainerImage.read();
        Map<String, String> environment = new HashMap<>();
        nodes("/container/environment/*")
                .forEach(variable -> environment.put(variable.getNodeName(), variable.getTextContent()));

        assertThat(texts("/from/image"))
                .containsExactly(image.bases().get(image.bases().size() - 1));
        assertThat(texts("/container/entrypoint/entry")).isEqualTo(image.words("ENTRYPOINT"));
        assertThat(texts("/container/args/arg")).isEqualTo(image.words("CMD"));
        assertThat(texts("/container/ports/port"))
                .isEqualTo(List.of(image.one("EXPOSE").split(" ")));
        assertThat(environment).isEqualTo(image.environment());
        assertThat(texts("/container/workingDirectory")).containsExactly(image.one("WORKDIR"));
        assertThat(texts("/container/volumes/volume")).containsExactly(image.one("VOLUME"));
        assertThat(texts("/container/labels/*"))
                .allSatisfy(label -> assertThat(image.text()).contains("\"" + label + "\""));
    }

    @Test
    void theDockerfileLeavesTheBuildBehindAndRunsAsNobodySpecial() throws Exception {
        ContainerImage image = ContainerImage.read();

        assertThat(image.bases()).containsExactly("maven:3.9-eclipse-temurin-25", "eclipse-temurin:25-jre");
        assertThat(image.one("USER")).isEqualTo("acs");
        assertThat(image.one("HEALTHCHECK")).contains("/opt/acs/healthcheck");
        assertThat(texts("/container/user")).containsExactly("10001:10001");
        assertThat(image.text()).contains("useradd --uid 10001 ").contains("groupadd --gid 10001 ");
    }
}
