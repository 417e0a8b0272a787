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
import org.reactiveacs.store.redis.server.RedisNode;

/** Hears which commands clients send; those that scripts give are left out. */
final class Monitor implements AutoCloseable {

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

    /** The names of the commands since the last time, in capitals; without the look at shared documents each second. */
    List<String> heard() throws IOException {
        var mark = "mark " + marks++;
        node.command("ECHO", mark);
        var heard = new ArrayList<String>();
        for (var line = lines.readLine(); !line.endsWith("\"" + mark + "\""); line = lines.readLine()) {
            if (!line.contains(" lua] ") && !line.contains("acs:{shared}:epoch")) {
                int from = line.indexOf("] \"") + 3;
                heard.add(line.substring(from, line.indexOf('"', from)).toUpperCase(Locale.ROOT));
            }
        }
        return heard;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
