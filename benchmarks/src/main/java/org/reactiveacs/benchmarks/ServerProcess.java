package org.reactiveacs.benchmarks;

import io.netty.util.NettyRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.config.ConfigLoader;

/**
 * The servers under test, one or several in a process that is warm for all: {@code ServerProcess STORE-URL [KEY=VALUE...] [--
 * STORE-URL [KEY=VALUE...]]...}. Says {@code port N} and {@code api N} of each once it listens; asked for {@code heap} on stdin, how many bytes are
 * left of it once garbage is collected.
 */
public final class ServerProcess {
    /** Every one of them has the same key ring. */
    static final String KEYS = "1:" + Base64.getEncoder().encodeToString(new byte[32]);

    /** Stands between one server and the next. */
    static final String NEXT = "--";

    private ServerProcess() {}

    public static void main(String[] arguments) throws IOException {
        NettyRuntime.setAvailableProcessors(
                1); // It is measured on one, and a node has an event loop for each that it has.
        List<String> server = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(NEXT)) {
                begin(server);
                server.clear();
            } else {
                server.add(argument);
            }
        }
        begin(server);
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var question = questions.readLine(); question != null; question = questions.readLine()) {
            System.gc();
            System.out.println(question
                    + ' '
                    + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        System.exit(0); // Whoever asked is gone.
    }

    private static void begin(List<String> server) {
        Acs acs = start(server.get(0), server.subList(1, server.size()));
        Runtime.getRuntime().addShutdownHook(new Thread(acs::close, "stop"));
        System.out.println("port " + acs.cwmpAddress().port());
        System.out.println("api " + acs.apiAddress().port());
    }

    static Acs start(String store, List<String> more) {
        List<String> settings = new ArrayList<>(List.of(
                "store.url=" + store,
                "security.keys=" + KEYS,
                "api.token=benchmark",
                "cwmp.auth=none",
                "cwmp.listen=127.0.0.1:0",
                "files.listen=127.0.0.1:0",
                "api.listen=127.0.0.1:0",
                "management.listen=127.0.0.1:0",
                "shutdown.drain=0s"));
        settings.addAll(more);
        return Acs.start(ConfigLoader.load(Optional.empty(), Map.of(), settings));
    }
}
