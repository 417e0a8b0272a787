package org.reactiveacs.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws Exception {
        List<Page> pages = Page.all();

        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Page page : pages) {
            for (String link : page.links()) {
                if (!link.matches("[a-z]+:.*")) {
                    links++;
                    if (!leadsSomewhere(page, link)) {
                        broken.add(page.name() + ": " + link);
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    private static boolean leadsSomewhere(Page page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || target.toString().endsWith(".md")
                        && Page.read(target).anchors().contains(link.substring(hash + 1));
    }

    @Test
    void theIndexNamesEveryPage() throws Exception {
        Path docs = Path.of("..", "docs").toAbsolutePath().normalize();
        Set<String> named = Set.copyOf(Page.read(docs.resolve("README.md")).links());

        List<String> pages = Page.all().stream()
                .filter(page -> page.file().startsWith(docs) && !page.name().equals("docs/README.md"))
                .map(page -> docs.relativize(page.file()).toString())
                .toList();

        assertThat(pages).hasSizeGreaterThan(15);
        assertThat(named).containsAll(pages);
    }

    @Test
    void linksAndHeadingsAreFoundAndCodeIsLeftAside() throws Exception {
        Path file = Files.writeString(directory.resolve("page.md"), """
                # A *page*, of `sorts`

                See [the other](b.md#x) and `[not](this.md)`, or ![a picture](c.png).

                ## Twice
                ## Twice

                    [code](no.md)

                ```sh
                # no heading
                ./acs serve
                ```
                """);

        Page page = Page.read(file);

        assertThat(page.links()).containsExactly("b.md#x", "c.png");
        assertThat(page.anchors()).isEqualTo(Set.of("a-page-of-sorts", "twice", "twice-1"));
        assertThat(page.code()).containsExactly("[code](no.md)", "# no heading", "./acs serve");
        assertThat(leadsSomewhere(page, "#twice-1")).isTrue();
        assertThat(leadsSomewhere(page, "#thrice")).isFalse();
        assertThat(leadsSomewhere(page, "b.md")).isFalse();
        assertThat(page.links().stream().map(String::length).collect(Collectors.toSet()))
                .hasSize(2);
    }
}
