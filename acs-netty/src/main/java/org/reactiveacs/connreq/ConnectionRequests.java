package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.Callers;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import reactor.core.publisher.Mono;

/** The connection requests of this node: each device belongs to the event loop that its partition names. Thread-safe. */
public final class ConnectionRequests implements Wake, Callers, AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final List<Shard> shards = new ArrayList<>();
    private final HttpRoute http;

    /**
     * What the configuration says.
     *
     * @param targets that may be called
     * @param sources own addresses to call from; the system chooses if there is none
     * @param mayBasic whether a password may be sent as it is
     * @param trust in devices of https
     * @param order in which ways are tried; one that is not in it is not
     * @param amounts how much is done
     */
    public record Settings(
            Targets targets,
            List<InetAddress> sources,
            boolean mayBasic,
            DeviceTrust trust,
            List<Reach.Way> order,
            Amounts amounts) {}

    /**
     * How much is done, and for how long.
     *
     * @param queue devices that may wait or be asked
     * @param atOnce devices that may be asked at a time, each of which takes a socket
     * @param perSecond devices that may be begun with
     * @param call in which a device calls that said that it would
     * @param giveUp after which a device is not asked again
     * @param perNetwork what of that may go to one network
     */
    public record Amounts(
            int queue, int atOnce, int perSecond, Duration call, Duration giveUp, PerNetwork perNetwork) {}

    /**
     * How much may go to one network.
     *
     * @param ipv4Prefix bits of an IPv4 address that name its network
     * @param ipv6Prefix bits of an IPv6 address that name its network
     * @param perSecond devices that may be begun with, 0 for no limit
     * @param atOnce devices that may be asked at a time, 0 for no limit
     */
    public record PerNetwork(int ipv4Prefix, int ipv6Prefix, int perSecond, int atOnce) {}

    /**
     * What the work is done with.
     *
     * @param loops that do it
     * @param headroom of this node, beside the devices that call by themselves
     */
    public record Tools(EventLoopGroup loops, Headroom headroom, AcsMetrics metrics) {}

    /** @param others ways beside HTTP; what is opened for them is the caller's to close */
    public ConnectionRequests(Settings settings, Directory directory, List<Route> others, Tools tools) {
        http = new HttpRoute(
                settings.targets(),
                settings.sources(),
                settings.mayBasic(),
                settings.trust(),
                settings.amounts().call());
        var routes = routes(settings.order(), others);
        var loops = tools.loops();
        int count = 0;
        for (EventExecutor loop : loops) {
            count += loop instanceof EventLoop ? 1 : 0;
        }
        for (EventExecutor loop : loops) {
            shards.add(new Shard(
                    (EventLoop) loop,
                    limits(settings.amounts(), count),
                    directory,
                    routes,
                    tools.headroom(),
                    tools.metrics()));
        }
        tools.metrics().wakesPending(() -> shards.stream().mapToInt(Shard::size).sum());
        tools.metrics().wakesUnderWay(() -> figures().underWay());
        tools.metrics().wakesWindow(() -> figures().window());
        tools.metrics().wakesWaitingForNetwork(() -> figures().postponed());
    }

    private Shard.Figures figures() {
        return shards.stream().map(Shard::figures).reduce(new Shard.Figures(0, 0, 0), Shard.Figures::and);
    }

    private List<Route> routes(List<Reach.Way> order, List<Route> others) {
        return order.stream()
                .flatMap(way -> Stream.concat(Stream.of(http), others.stream()).filter(route -> route.way() == way))
                .toList();
    }

    private static Shard.Limits limits(Amounts amounts, int shards) {
        return new Shard.Limits(
                Math.max(1, amounts.queue() / shards),
                Math.max(1, amounts.atOnce() / shards),
                (double) amounts.perSecond() / shards,
                amounts.giveUp().toNanos(),
                LONGEST_PAUSE.toNanos(),
                limits(amounts.perNetwork(), shards));
    }

    /** Devices of a network belong to all event loops alike. */
    private static TargetNetworks.Limits limits(PerNetwork most, int shards) {
        return new TargetNetworks.Limits(
                new TargetNetwork.Prefixes(most.ipv4Prefix(), most.ipv6Prefix()),
                (double) most.perSecond() / shards,
                (most.atOnce() + shards - 1) / shards);
    }

    private Shard shard(DeviceId device) {
        return shards.get(Partitions.of(device) % shards.size());
    }

    @Override
    public Mono<WakeOutcome> wake(DeviceId device, Urgency urgency) {
        return Mono.defer(() -> wake(device, urgency, Instant.now()));
    }

    /**
     * Asks a device to call, unless it has called since it was wanted.
     *
     * @param since when it was wanted first
     */
    Mono<WakeOutcome> wake(DeviceId device, Urgency urgency, Instant since) {
        var shard = shard(device);
        return Mono.create(sink -> shard.loop().execute(() -> shard.wake(device, urgency, since, sink)));
    }

    @Override
    public void called(DeviceId device, boolean requested) {
        var shard = shard(device);
        if (shard.asks(device)) {
            shard.loop().execute(() -> shard.called(device, requested));
        }
    }

    @Override
    public void close() {
        for (Shard shard : shards) {
            if (!shard.loop().isShuttingDown()) {
                shard.loop().submit(shard::close).syncUninterruptibly();
            }
        }
        http.close();
    }
}
