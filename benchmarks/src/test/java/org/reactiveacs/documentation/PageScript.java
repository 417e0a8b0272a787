package org.reactiveacs.documentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader of a page would type, and the files that he would write before.
 *
 * @param commands in their order, with the lines on which they go on
 * @param files their content by name: blocks that begin with {@code # NAME.yaml}
 */
public record PageScript(List<String> commands, Map<String, String> files) {
    private static final Pattern COMMAND = Pattern.compile("(?:curl|acs|alias|export) .*|[A-Z]+=\\S+(?: +#.*)?");
    private static final Pattern FILE = Pattern.compile("# (\\S+\\.yaml)");
    private static final Pattern DOCUMENT = Pattern.compile("# PUT /api/v1(/\\S+)");

    /** Those of a page for the REST API and for what the management listener shows. */
    public static PageScript of(Page page) {
        List<String> commands = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (List<String> block : page.blocks()) {
            Matcher file = FILE.matcher(block.get(0));
            Matcher document = DOCUMENT.matcher(block.get(0));
            if (file.matches()) {
                files.put(file.group(1), String.join("\n", block) + "\n");
            } else if (document.matches()) {
                String name = "document-" + files.size() + ".yaml";
                files.put(name, String.join("\n", block) + "\n");
                commands.add(put(document.group(1), name));
            } else {
                add(block, commands);
            }
        }
        return new PageScript(commands, files);
    }

    private static String put(String path, String file) {
        return "curl -sS -X PUT -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/yaml' --data-binary @"
                + file + " \"$ACS" + path + "\"";
    }

    private static void add(List<String> block, List<String> commands) {
        StringBuilder command = new StringBuilder();
        for (String line : block) {
            if (command.isEmpty() && !COMMAND.matcher(line).matches()) {
                continue;
            }
            command.append(command.isEmpty() ? "" : "\n").append(line);
            if (isWhole(command)) {
                commands.add(command.toString());
                command.setLength(0);
            }
        }
    }

    /** Whether a shell would not wait for more: no quote is open, and the last line does not end with a backslash. */
    private static boolean isWhole(CharSequence command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == '\'' ? c == '\'' : quote == '"' && c == '"') {
                quote = 0;
            } else if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && c == '#' && i > 0 && command.charAt(i - 1) == ' ') {
                return true; // A comment, to the end of the only line.
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            }
        }
        return quote == 0 && command.charAt(command.length() - 1) != '\\';
    }
}
