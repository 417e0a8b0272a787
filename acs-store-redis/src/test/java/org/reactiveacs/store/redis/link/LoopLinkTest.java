package org.reactiveacs.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import reactor.core.publisher.Mono;

/** Who asks on an event loop that has a connection is answered there. */
class LoopLinkTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            2,
            new DefaultThreadFactory("one-of-ours"),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    private final RedisLink link = RedisLink.open(RedisSettings.of(REDIS.url()), loops);

    @AfterEach
    void close() {
        link.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Mono<String> answeringThread() {
        return link.run(Bump.SCRIPT, Bump.keys(1), List.of(Bump.bytes("op")))
                .map(answer -> Thread.currentThread().getName());
    }

    private String askedOn(EventLoop loop) throws Exception {
        return loop.submit(() -> answeringThread().toFuture()).get().get(10, TimeUnit.SECONDS);
    }

    @Test
    void answersComeOnTheLoopThatAsked() throws Exception {
        for (int i = 0; i < 4; i++) {
            EventLoop loop = loops.next();
            String name = loop.submit(() -> Thread.currentThread().getName()).get();

            assertThat(askedOn(loop)).isEqualTo(name).startsWith("one-of-ours");
        }
    }

    @Test
    void whoAsksElsewhereIsAnsweredByNoneOfTheLoops() {
        // Lettuce's own thread, or the one that asked when the answer was there before it listened.
        assertThat(answeringThread().block(Bump.LIMIT)).isNotNull().doesNotStartWith("one-of-ours");
    }

    @Test
    void theLoopsOutliveTheLink() throws Exception {
        link.close();

        assertThat(loops.next().submit(() -> "alive").get()).isEqualTo("alive");
    }
}
