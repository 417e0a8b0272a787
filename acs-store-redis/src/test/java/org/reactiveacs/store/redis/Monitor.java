package org.reactiveacs.store.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.reactiveacs.store.redis.server.RedisNode;

/** Hears which commands clients send; those that scripts give are left out. */
final class Monitor implements AutoCloseable {

    private static final Pattern WORD = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private final RedisNode node;
    private final Socket socket;
    private final BufferedReader lines;
    private int marks;

    Monitor(RedisNode node) throws IOException {
        this.node = node;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(10_000);
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
        lines.readLine();
    }

    /** The names of the commands since the last time, in capitals; without what goes on each second: a look at shared documents, and a PING. */
    List<String> heard() throws IOException {
        return lines().stream()
                .filter(line -> !line.contains(" lua] ") && !line.contains("acs:{shared}:epoch"))
                .map(Monitor::name)
                .filter(name -> !name.equals("PING"))
                .toList();
    }

    /** The names of the commands that scripts ran since the last time. */
    List<String> heardOfScripts() throws IOException {
        return lines().stream()
                .filter(line -> line.contains(" lua] "))
                .map(Monitor::name)
                .toList();
    }

    private static String name(String line) {
        int from = line.indexOf("] \"") + 3;
        return line.substring(from, line.indexOf('"', from)).toUpperCase(Locale.ROOT);
    }

    private List<String> lines() throws IOException {
        var mark = "mark " + marks++;
        node.command("ECHO", mark);
        var all = new ArrayList<String>();
        for (var line = lines.readLine(); !line.endsWith("\"" + mark + "\""); line = lines.readLine()) {
            all.add(line);
        }
        return all;
    }

    /** Keys that scripts touched since the last time and that were not among those given to them. */
    List<String> undeclared() throws IOException {
        var undeclared = new ArrayList<String>();
        Set<String> declared = Set.of();
        for (var line : lines()) {
            var words = WORD.matcher(line).results().map(word -> word.group(1)).toList();
            if (line.contains(" lua] ")) {
                if (!declared.contains(words.get(1))) {
                    undeclared.add(line);
                }
            } else if (words.get(0).startsWith("EVAL")) {
                int count = Integer.parseInt(words.get(2));
                declared = Set.copyOf(words.subList(3, 3 + count));
            }
        }
        return undeclared;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
