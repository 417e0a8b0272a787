package org.reactiveacs.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown, its code apart from its text.
 *
 * @param file where it stands
 * @param text its lines that are no code
 * @param blocks its lines in fences and those that are indented by four blanks, without that; those that stand together
 */
public record Page(Path file, List<String> text, List<List<String>> blocks) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "data", "node_modules");
    private static final Pattern LINK =
            Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\]]*])*]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final String INDENT = "    ";

    /** All pages of the project. */
    public static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        collect(ROOT, pages);
        return pages;
    }

    private static void collect(Path directory, List<Page> pages) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    if (!NOT_OURS.contains(entry.getFileName().toString())) {
                        collect(entry, pages);
                    }
                } else if (entry.toString().endsWith(".md")) {
                    pages.add(read(entry));
                }
            }
        }
    }

    static Page read(Path file) {
        return of(file, lines(file));
    }

    /** What stands under a heading of the second level, as a page of its own. */
    public Page section(String heading) {
        List<String> lines = lines(file);
        int first = lines.indexOf("## " + heading);
        if (first < 0) {
            throw new IllegalArgumentException(name() + " has no section " + heading);
        }
        List<String> rest = lines.subList(first + 1, lines.size());
        return of(file, rest.stream().takeWhile(line -> !line.startsWith("## ")).toList());
    }

    private static Page of(Path file, List<String> lines) {
        List<String> text = new ArrayList<>();
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean fenced = false;
        boolean mayIndent = true;
        for (String line : lines) {
            boolean isIndented = line.startsWith(INDENT) && mayIndent;
            if (fenced ? line.strip().startsWith("```") : !isIndented && !block.isEmpty()) {
                blocks.add(block);
                block = new ArrayList<>();
            }
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (fenced) {
                block.add(line);
            } else if (isIndented) {
                block.add(line.substring(INDENT.length()));
            } else {
                text.add(line);
                // A line of a list, or of a paragraph, goes on indented.
                mayIndent = line.isBlank();
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return new Page(file, text, blocks);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its blocks. */
    public List<String> code() {
        return blocks.stream().flatMap(List::stream).toList();
    }

    /** Where its links lead, as written. */
    List<String> links() {
        return text.stream()
                .map(line -> INLINE_CODE.matcher(line).replaceAll("code"))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** The names by which others link to its headings. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : text) {
            if (line.matches("#{1,6} .*")) {
                String anchor = anchor(line.replaceFirst("^#+ ", ""));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return LINK_TEXT
                .matcher(heading)
                .replaceAll("$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Its place in the project. */
    public String name() {
        return ROOT.relativize(file).toString();
    }
}
