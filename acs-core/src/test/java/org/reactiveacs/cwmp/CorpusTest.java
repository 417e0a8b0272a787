package org.reactiveacs.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Messages that others wrote are read whole: every text of an independently made tree appears in the record. */
class CorpusTest {
    /** What is broken on purpose or no CWMP, and what becomes of it. */
    private static final Map<String, CwmpReadException.Kind> REFUSED = Map.of(
            "freeacs-001.xml", CwmpReadException.Kind.NO_MESSAGE,
            "freeacs-002.xml", CwmpReadException.Kind.NO_MESSAGE,
            "freeacs-003.xml", CwmpReadException.Kind.NO_MESSAGE,
            "freeacs-009.xml", CwmpReadException.Kind.UNKNOWN_METHOD);

    private static final List<String> NONSENSE = List.of("foo", "2019-03-05T11:54::14");

    @Test
    void everyMessageOfTheCorpusIsReadWithoutLoss() throws Exception {
        Path corpus = SharedFiles.find("corpus");
        Map<String, String> problems = new TreeMap<>();
        int read = 0;

        for (String row :
                Files.readAllLines(corpus.resolve("INDEX.tsv")).stream().skip(1).toList()) {
            List<String> columns = List.of(row.split("\t", -1));
            byte[] body = Files.readAllBytes(corpus.resolve(columns.get(0)));
            Sender sender = columns.get(4).equals("acs") && !isCpeRequest(columns.get(2)) ? Sender.ACS : Sender.CPE;
            try {
                Envelope envelope = Envelopes.read(sender, body);
                List<String> lost = lost(body, envelope);
                if (!lost.isEmpty()) {
                    problems.put(columns.get(0), "lost " + lost);
                }
                assertThat(Envelopes.read(sender, body, 1, CwmpLimits.DEFAULT)).isEqualTo(envelope);
                read++;
            } catch (CwmpReadException e) {
                if (e.kind() != REFUSED.get(columns.get(0))) {
                    problems.put(columns.get(0), e.kind() + " " + e.getMessage());
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(read).isEqualTo(126 - REFUSED.size());
    }

    private static boolean isCpeRequest(String rpc) {
        return rpc.equals("GetRPCMethods");
    }

    private static List<String> lost(byte[] body, Envelope envelope) throws Exception {
        String record = envelope.toString();
        List<String> lost = new ArrayList<>();
        for (String text : leafTexts(body)) {
            // Where a number or a time belongs; the record has none, and the deviation is noted.
            boolean nonsense = NONSENSE.contains(text)
                    && (envelope.quirks().contains(Quirk.INVALID_DATE)
                            || envelope.quirks().contains(Quirk.INVALID_NUMBER));
            if (!nonsense && !record.contains(text)) {
                lost.add(text);
            }
        }
        return lost;
    }

    private static List<String> leafTexts(byte[] body) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        String clean = new String(body, StandardCharsets.UTF_8).strip();
        List<String> texts = new ArrayList<>();
        collect(
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(clean.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement(),
                texts);
        return texts;
    }

    private static void collect(Element element, List<String> texts) throws IOException {
        boolean leaf = true;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                leaf = false;
                collect(inner, texts);
            }
        }
        String text = element.getTextContent().strip();
        if (leaf && !text.isEmpty() && !text.equals("CWMP fault")) {
            texts.add(asRecordsShowIt(element.getTagName(), text));
        }
    }

    /** Times, truth values and numbers have another form in a record. */
    private static String asRecordsShowIt(String name, String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT(\\d\\d:){2}\\d\\d([Z+.-].*)?")
                && (name.endsWith("Time") || name.endsWith("Date"))) {
            String zoned = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? text : text + "Z";
            String time = OffsetDateTime.parse(zoned).toInstant().toString();
            return time.equals("0001-01-01T00:00:00Z") ? "null" : time;
        }
        if (name.equals("faultcode")) {
            return text.substring(text.indexOf(':') + 1);
        }
        boolean flag = List.of(
                        "Writable", "NextLevel", "NotificationChange", "AccessListChange", "IsDownload", "Resolved")
                .contains(name);
        if (flag) {
            return text.equals("1") || text.equals("true") ? "true" : "false";
        }
        return name.equals("RetryCount") || name.equals("MaxEnvelopes") ? "=" + Integer.parseInt(text) : text;
    }
}
