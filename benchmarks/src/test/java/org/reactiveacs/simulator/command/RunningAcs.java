package org.reactiveacs.simulator.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.config.ConfigLoader;

/** The server on free ports of this machine, open to everybody on it. */
public final class RunningAcs {
    private RunningAcs() {}

    /** Starts it; more settings take the place of those. */
    public static Acs start(Path directory, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "store.url=embedded:" + directory.resolve("data"),
                "cwmp.auth=none",
                "cwmp.listen=127.0.0.1:0",
                "api.listen=127.0.0.1:0",
                "api.open=true",
                "files.listen=127.0.0.1:0",
                "management.listen=127.0.0.1:0",
                "shutdown.drain=0s"));
        all.addAll(List.of(settings));
        return Acs.start(ConfigLoader.load(Optional.empty(), Map.of(), all));
    }
}
