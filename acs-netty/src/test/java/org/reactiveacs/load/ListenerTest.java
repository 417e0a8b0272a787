package org.reactiveacs.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.redis.server.Await;

/** What is read off a real listener and its loops. */
@Timeout(60)
class ListenerTest {

    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    @SuppressWarnings("NullAway.Init")
    private EventLoopGroup loops;

    @BeforeEach
    void start() {
        assumeTrue(Epoll.isAvailable());
        loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    }

    @AfterEach
    void stop() {
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        }
    }

    private Channel listener() {
        return new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 20)
                .option(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void theKernelHoldsAsManyAsItIsToldLater() throws Exception {
        var listener = listener();

        AcceptQueue.resize(listener, 50);

        assertThat(AcceptQueue.read(listener)).isEqualTo(new KernelQueue.Reading(0, 50));
        listener.close().syncUninterruptibly();
        AcceptQueue.resize(listener, 60);
    }

    @Test
    void theMoreIsAnsweredTheMoreTheKernelHolds() throws Exception {
        var listener = listener();
        var metrics = new AcsMetrics(new SimpleMeterRegistry());
        var load = new Load(LoadRules.ordinary(1), metrics);
        LoadWatch.start(load, listener, () -> false, metrics);

        Await.until("the queue is longer", () -> {
            for (int i = 0; i < 1_000; i++) {
                load.answered(load.taken());
            }
            return AcceptQueue.read(listener).room() > 20;
        });
        Await.until("it is as it was", () -> AcceptQueue.read(listener).room() == 20);
    }

    @Test
    void theKernelTellsHowManyWaitAndHowManyMay() throws Exception {
        var listener = listener();
        assertThat(AcceptQueue.read(listener)).isEqualTo(new KernelQueue.Reading(0, 20));

        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        try (var first = new Socket(InetAddress.getLoopbackAddress(), port);
                var second = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(AcceptQueue.read(listener)).isEqualTo(new KernelQueue.Reading(2, 20));
        }

        listener.close().syncUninterruptibly();
        assertThat(AcceptQueue.read(listener)).isEqualTo(new KernelQueue.Reading(0, 0));
    }

    @Test
    void aLoopThatIsHeldUpIsLateUntilItLooksAgain() throws Exception {
        var lag = new LoopLag(loops);
        var free = new CountDownLatch(1);
        loops.next().execute(() -> await(free));

        while (lag.nanos(System.nanoTime()) < 3 * TENTH) {
            Thread.sleep(10);
        }
        free.countDown();
        while (lag.nanos(System.nanoTime()) >= 3 * TENTH) {
            Thread.sleep(10);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
