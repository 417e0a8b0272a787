package org.reactiveacs.simulator.command;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.load.LoadSettings.OrderApi;
import picocli.CommandLine.Option;

/** Options about what stands around the fleet. */
final class SiteOptions {
    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Where devices listen for connection requests and firmware is served, on free ports; with 0.0.0.0 "
                            + "each device names its own address. Default: ${DEFAULT-VALUE}.")
    private @Nullable InetAddress listen;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Order firmware over the REST API of Reactive ACS, such as http://127.0.0.1:7557/api/v1.")
    private @Nullable String api;

    @Option(names = "--token", paramLabel = "T", description = "Token for that API.")
    private @Nullable String token;

    InetAddress listen() {
        return listen == null ? InetAddress.getLoopbackAddress() : listen;
    }

    /** Null when nobody orders. */
    @Nullable
    OrderApi orders() {
        return api == null ? null : new OrderApi(api, token);
    }
}
