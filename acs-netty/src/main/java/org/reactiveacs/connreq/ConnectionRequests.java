package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Callers;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.store.Store;
import reactor.core.publisher.Mono;

/** The connection requests of this node: each device belongs to the event loop that its partition names. Thread-safe. */
public final class ConnectionRequests implements Wake, Callers, AutoCloseable {
    private final List<Shard> shards = new ArrayList<>();
    private final Asker asker;

    /**
     * What the configuration says.
     *
     * @param targets that may be called
     * @param sources own addresses to call from; the system chooses if there is none
     * @param mayBasic whether a password may be sent as it is
     * @param common what devices know that were told nothing, null if nothing is known of it
     * @param amounts how much is done
     */
    public record Settings(
            Targets targets,
            List<InetAddress> sources,
            boolean mayBasic,
            @Nullable Credential common,
            Amounts amounts) {}

    /**
     * How much is done, and for how long.
     *
     * @param queue devices that may wait or be asked
     * @param atOnce devices that may be asked at a time, each of which takes a socket
     * @param perSecond devices that may be begun with
     * @param call in which a device calls that said that it would
     * @param giveUp after which a device is not asked again
     */
    public record Amounts(int queue, int atOnce, int perSecond, Duration call, Duration giveUp) {}

    /**
     * @param derived passwords that are ours to set on devices
     * @param loops that do the work
     * @param isBusy whether the node has its hands full with devices that call
     */
    public ConnectionRequests(
            Settings settings,
            Store store,
            DerivedPasswords derived,
            EventLoopGroup loops,
            BooleanSupplier isBusy,
            AcsMetrics metrics) {
        asker = new Asker(
                new Directory(store, derived, settings.common()),
                settings.targets(),
                settings.sources(),
                settings.mayBasic());
        int count = 0;
        for (EventExecutor loop : loops) {
            count += loop instanceof EventLoop ? 1 : 0;
        }
        for (EventExecutor loop : loops) {
            shards.add(new Shard((EventLoop) loop, limits(settings.amounts(), count), asker, isBusy, metrics));
        }
        metrics.wakesPending(() -> shards.stream().mapToInt(Shard::size).sum());
    }

    private static Shard.Limits limits(Amounts amounts, int shards) {
        return new Shard.Limits(
                Math.max(1, amounts.queue() / shards),
                Math.max(1, amounts.atOnce() / shards),
                (double) amounts.perSecond() / shards,
                amounts.call().toNanos(),
                amounts.giveUp().toNanos());
    }

    private Shard shard(DeviceId device) {
        return shards.get(Partitions.of(device) % shards.size());
    }

    @Override
    public Mono<WakeOutcome> wake(DeviceId device) {
        var shard = shard(device);
        return Mono.create(sink -> shard.loop().execute(() -> shard.wake(device, sink)));
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
        asker.close();
    }
}
