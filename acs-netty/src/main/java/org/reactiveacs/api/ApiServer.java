package org.reactiveacs.api;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.scheduler.Scheduler;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The listener of the REST API. It has threads of its own, so no search delays a device's session. */
public final class ApiServer implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Room for a filter of the greatest length, percent-encoded. */
    private static final int MAX_REQUEST_LINE_BYTES = 32 << 10;

    private static final int LOOPS = 1;

    private final LoopResources loops = LoopResources.create("api", LOOPS, true);
    private final WorkThreads work = new WorkThreads();
    private final TaskWaits waits;
    private final EventStreams streams;
    private final DisposableServer server;

    private ApiServer(InetSocketAddress address, Optional<SslContext> tls, ApiParts parts) {
        waits = new TaskWaits(
                parts.store().tasks(), parts.mail(), parts.settings().maxWaiting(), work.scheduler());
        streams = new EventStreams(parts, work.scheduler());
        var router = new Router(routes(parts, work.scheduler(), waits, streams));
        var handler = new ApiHandler(router, parts, work.scheduler());
        HttpServer plain = HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loops)
                .idleTimeout(IDLE_TIMEOUT)
                .requestTimeout(REQUEST_TIMEOUT)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(MAX_REQUEST_LINE_BYTES));
        HttpServer http = tls.map(context -> plain.secure(spec -> spec.sslContext(context)))
                .orElse(plain);
        server = http.handle(handler::handle).bindNow();
    }

    /**
     * Opens the listener and waits until it is bound.
     *
     * @throws RuntimeException of Netty or reactor-netty if the address cannot be had
     */
    public static ApiServer start(InetSocketAddress address, Optional<SslContext> tls, ApiParts parts) {
        return new ApiServer(address, tls, parts);
    }

    /** All that the API can do. */
    static List<Route> routes(ApiParts parts, Scheduler work, TaskWaits waits, EventStreams streams) {
        return Stream.of(
                        new DocumentResource().routes(),
                        new SchemaResource().routes(),
                        new DevicesResource(parts, work).routes(),
                        new DeviceResource(parts, work).routes(),
                        new ImportResource(parts, work).routes(),
                        new ReplaceResource(parts, work).routes(),
                        new RotationResource(parts, work).routes(),
                        new HandOverResource(parts, work).routes(),
                        new CaptureResource(parts, work).routes(),
                        new AnomaliesResource(parts, work).routes(),
                        new ParametersResource(parts, work).routes(),
                        new TasksResource(parts, work, waits).routes(),
                        new ConnectionRequestResource(parts, work).routes(),
                        new BulkResource(parts, work).routes(),
                        new PreviewResource(parts, work).routes(),
                        new PoliciesResource(parts, work).routes(),
                        new CampaignsResource(parts, work).routes(),
                        new CampaignDevicesResource(parts, work).routes(),
                        new VariablesResource(parts, work).routes(),
                        new SubscribersResource(parts, work).routes(),
                        new VariablesImport(parts, work).routes(),
                        new AliasesResource(parts, work).routes(),
                        new EventsResource(streams).routes(),
                        new SubscriptionsResource(parts, work, streams.judge()).routes(),
                        new DeadLettersResource(parts, work).routes(),
                        new CallbacksResource(parts, work).routes(),
                        new AuditResource(parts).routes(),
                        new ClusterResource(parts).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Where it listens in fact, the port chosen if it was 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    /** How many requests wait for a task's end now. */
    int waiting() {
        return waits.waiting();
    }

    /** How many clients follow events now. */
    public int streams() {
        return streams.open();
    }

    /** Ends all streams of events, which would go on for as long as this node does; all else is answered still. */
    public void drain() {
        streams.end();
    }

    @Override
    public void close() {
        streams.close();
        server.disposeNow(STOP_WITHIN);
        waits.close();
        work.close();
        loops.disposeLater(Duration.ZERO, STOP_WITHIN).block(STOP_WITHIN);
    }
}
